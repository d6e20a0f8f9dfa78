using System.Net;
using System.Text;
using Rollcall.Core.Delivery;

namespace Rollcall.Core.Tests.Delivery;

/// <summary>The destination is not trusted: nothing that it answers moves a request, a secret or a state elsewhere.</summary>
public sealed class SenderTrustTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_is_never_followed_and_names_its_target(int status)
    {
        await using var second = RawServer.Always(Ok);
        await using var first = RawServer.Always(
            $"HTTP/1.1 {status} Moved\r\nLocation: {second.Url}/a b\u001b[31m<x>?q=1#f\r\nContent-Length: 0\r\n\r\n"
        );
        var answer = await Sending.SendAsync(Sending.Request(first.Url).With("X-Api-Key", "secret"));
        Assert.Equal((AnswerKind.Response, status), (answer.Kind, answer.Status));
        Assert.Equal($"{second.Url}/a%20b%1B[31m%3Cx%3E?q=1#f", answer.Detail);
        Assert.Single(first.Requests);
        Assert.Equal(0, second.Connections);
    }

    [Fact]
    public async Task Redirect_without_a_target_has_no_detail()
    {
        await using var server = RawServer.Always("HTTP/1.1 304 Not Modified\r\n\r\n");
        var answer = await Sending.SendAsync(Sending.Request(server.Url));
        Assert.Equal((304, null), (answer.Status, answer.Detail));
    }

    [Fact]
    public async Task Cookies_of_one_answer_do_not_go_with_the_next_request()
    {
        await using var server = RawServer.Always("HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n");
        using var sender = new Sender(EgressHandler.Create(publicOnly: false, 4), TimeProvider.System);
        for (var times = 0; times < 2; times++)
        {
            await sender.SendAsync(Sending.Request(server.Url), Sending.Patience, default);
        }
        Assert.Equal(2, server.Requests.Count);
        Assert.DoesNotContain(
            server.Requests[1].Headers,
            header => header.StartsWith("Cookie", StringComparison.Ordinal)
        );
    }

    // HTTP_PROXY and its like become HttpClient.DefaultProxy, which is set here for this server alone.
    [Fact]
    public async Task Proxy_of_the_environment_is_not_used()
    {
        await using var proxy = RawServer.Always(Ok);
        await using var server = RawServer.Always(Ok);
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new ProxyFor(server.Port, new Uri(proxy.Url));
        try
        {
            using (var ordinary = new HttpClient())
            {
                await ordinary.GetAsync(new Uri(server.Url), TestContext.Current.CancellationToken);
            }
            Assert.Equal((1, 0), (proxy.Connections, server.Connections));
            await Sending.SendAsync(Sending.Request(server.Url));
            Assert.Equal((1, 1), (proxy.Connections, server.Connections));
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
    }

    [Fact]
    public async Task Nothing_of_our_tracing_goes_out()
    {
        await using var server = RawServer.Always(Ok);
        using var activity = new System.Diagnostics.Activity("run").Start();
        await Sending.SendAsync(Sending.Request(server.Url));
        Assert.DoesNotContain(
            Assert.Single(server.Requests).Headers,
            header => header.StartsWith("traceparent", StringComparison.OrdinalIgnoreCase)
        );
    }

    public static TheoryData<string, string> HeadersThatCannotBe()
    {
        string[] values =
        [
            "a\r\nX-Injected: 1",
            "a\nX-Injected: 1",
            "a\rX-Injected: 1",
            "a\r\n X",
            "a\n\tX",
            "a\0b",
            "a\u0001",
            "a\u007f",
            "é",
            "\u2028",
            "😀",
            "a\r",
            "\n",
            "\t",
        ];
        string[] names =
        [
            "Host",
            "Content-Length",
            "content-length",
            "Transfer-Encoding",
            "Connection",
            "Expect",
            "Upgrade",
            "Trailer",
            "TE",
            "Keep-Alive",
            "Proxy-Connection",
            "Content-Encoding",
            "Content-Type",
            "X A",
            "X:A",
            "X\r\nY",
            "",
            "X\0",
            "é",
            "X\nInjected: 1",
        ];
        string[] positions = ["X-A", "Authorization", "User-Agent", "Accept", "Content-Language"];
        var data = new TheoryData<string, string>();
        data.AddRange(positions.SelectMany(name => values.Select(value => (name, value))));
        data.AddRange(names.Select(name => (name, "1")));
        return data;
    }

    [Theory]
    [MemberData(nameof(HeadersThatCannotBe))]
    public async Task Header_that_would_change_the_request_is_refused_before_anything_is_sent(string name, string value)
    {
        await using var server = RawServer.Always(Ok);
        await Assert.ThrowsAsync<ArgumentException>(() =>
            Sending.SendAsync(Sending.Request(server.Url).With(name, value))
        );
        Assert.Equal(0, server.Connections);
    }

    [Theory]
    [InlineData("Authorization", "app:key==")]
    [InlineData("Authorization", "Klaviyo-API-Key pk_1, x=\"y\"")]
    [InlineData("User-Agent", "odd (agent")]
    [InlineData("Accept", "application/vnd.urbanairship+json; version=3")]
    [InlineData("If-Match", "no quotes")]
    [InlineData("Date", "today")]
    [InlineData("Content-Language", "en")]
    [InlineData("X-Empty", "")]
    public async Task Header_arrives_as_it_was_rendered(string name, string value)
    {
        await using var server = RawServer.Always(Ok);
        await Sending.SendAsync(Sending.Request(server.Url).With(name, value));
        Assert.Contains($"{name}: {value}", Assert.Single(server.Requests).Headers);
    }

    [Fact]
    public async Task Nothing_is_added_but_what_a_request_needs()
    {
        await using var server = RawServer.Always(Ok);
        await Sending.SendAsync(Sending.Request(server.Url));
        Assert.Equal(
            ["Accept-Encoding", "Content-Length", "Content-Type", "Host", "User-Agent"],
            Assert.Single(server.Requests).Headers.Select(header => header.Split(':')[0]).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("/a%2Fb/%2E%2E/%7Ec/%41?q=%2B+%20&x=%C3%A9", "/a%2Fb/%2E%2E/%7Ec/%41?q=%2B+%20&x=%C3%A9")]
    [InlineData("/engage#profile-batch-update", "/engage")]
    [InlineData("/engage?a=1#b?c", "/engage?a=1")]
    [InlineData("", "/")]
    [InlineData("?a=1", "/?a=1")]
    [InlineData("/a b", "/a%20b")]
    [InlineData("/é", "/%C3%A9")]
    [InlineData("/a\\b", "/a/b")]
    [InlineData("//double//slash", "//double//slash")]
    [InlineData("/%", "/%")]
    public async Task Address_arrives_as_it_was_rendered(string path, string expected)
    {
        await using var server = RawServer.Always(Ok);
        await Sending.SendAsync(Sending.Request(server.Url + path));
        Assert.StartsWith(
            $"POST {expected} HTTP/1.1\r\nHost: 127.0.0.1:{server.Port}\r\n",
            Assert.Single(server.Requests).Head
        );
    }

    [Fact]
    public async Task Megabytes_arrive_byte_for_byte()
    {
        await using var server = RawServer.Always(Ok);
        var body = string.Join(',', Enumerable.Range(0, 300_000).Select(index => $"\"user-{index}\""));
        var answer = await Sending.SendAsync(Sending.Request(server.Url, body: body));
        Assert.Equal(Encoding.UTF8.GetByteCount(body), answer.BytesSent);
        Assert.Equal(body, Assert.Single(server.Requests).Text);
    }

    private sealed class ProxyFor(int port, Uri proxy) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => destination.Port == port ? proxy : null;

        public bool IsBypassed(Uri host) => host.Port != port;
    }
}
