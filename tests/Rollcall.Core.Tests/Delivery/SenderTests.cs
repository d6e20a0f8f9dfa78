using System.IO.Compression;
using System.Text;
using Rollcall.Core.Delivery;

namespace Rollcall.Core.Tests.Delivery;

public sealed class SenderTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-One: a\r\nX-One: b\r\n\r\n{}";

    [Theory]
    [InlineData("POST", "{\"a\":1}", 7)]
    [InlineData("DELETE", "{\"a\":1}", 7)]
    [InlineData("PUT", "{\"a\":1}", 7)]
    [InlineData("PATCH", "{\"a\":1}", 7)]
    [InlineData("GET", null, 0)]
    [InlineData("DELETE", null, 0)]
    [InlineData("POST", null, 0)]
    public async Task Every_request_tells_its_length_and_is_never_chunked(string method, string? body, int length)
    {
        await using var server = RawServer.Always(Ok);
        var answer = await Sending.SendAsync(Sending.Request(server.Url + "/x", method, body));
        Assert.Equal(
            (AnswerKind.Response, 200, true, length),
            (answer.Kind, answer.Status, answer.Sent, answer.BytesSent)
        );
        var request = Assert.Single(server.Requests);
        Assert.StartsWith($"{method} /x HTTP/1.1\r\n", request.Head);
        Assert.Contains($"Content-Length: {length}", request.Headers);
        Assert.DoesNotContain(
            request.Headers,
            header => header.StartsWith("Transfer-Encoding", StringComparison.Ordinal)
        );
        Assert.Equal(body ?? "", request.Text);
    }

    [Fact]
    public async Task Answer_has_body_and_all_headers()
    {
        await using var server = RawServer.Always(Ok);
        var answer = await Sending.SendAsync(Sending.Request(server.Url));
        Assert.Equal("{}", Encoding.UTF8.GetString(answer.Body.Span));
        Assert.Equal(["a", "b"], answer.Headers.Where(header => header.Key == "X-One").Select(header => header.Value));
        Assert.Equal("a", answer.Header("x-one"));
        Assert.Equal("2", answer.Header("content-length"));
    }

    [Fact]
    public async Task Compressed_body_tells_its_compressed_length()
    {
        await using var server = RawServer.Always(Ok);
        var body = new string('x', 500_000);
        var request = Sending.Request(server.Url, body: body);
        request.Gzip = true;
        var answer = await Sending.SendAsync(request);
        var received = Assert.Single(server.Requests);
        Assert.Contains("Content-Encoding: gzip", received.Headers);
        Assert.Equal(received.Body.Length, answer.BytesSent);
        Assert.True(received.Body.Length < 10_000);
        using var plain = new StreamReader(new GZipStream(new MemoryStream(received.Body), CompressionMode.Decompress));
        Assert.Equal(body, await plain.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("GET", null)]
    [InlineData("POST", null)]
    [InlineData("DELETE", null)]
    [InlineData("POST", "{}")]
    public async Task Request_on_a_reused_connection_that_closes_is_not_sent_again(string method, string? body)
    {
        await using var server = new RawServer(async connection =>
        {
            if (
                await connection.ReadAsync() is { Head: var first }
                && first.Contains("/first", StringComparison.Ordinal)
            )
            {
                await connection.WriteAsync(Ok);
                await connection.ReadAsync();
            }
        });
        using var sender = new Sender(EgressHandler.Create(publicOnly: false, 4), TimeProvider.System);
        var first = await sender.SendAsync(Sending.Request(server.Url + "/first"), Sending.Patience, default);
        Assert.Equal(AnswerKind.Response, first.Kind);
        var second = await sender.SendAsync(
            Sending.Request(server.Url + "/second", method, body),
            Sending.Patience,
            default
        );
        Assert.Equal((AnswerKind.Dropped, true, null), (second.Kind, second.Sent, second.Status));
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n")]
    public async Task Answer_that_is_not_whole_is_a_dropped_connection(string response)
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadAsync();
            await connection.WriteAsync(response);
        });
        var answer = await Sending.SendAsync(Sending.Request(server.Url));
        Assert.Equal((AnswerKind.Dropped, true, null), (answer.Kind, answer.Sent, answer.Status));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Answer_that_comes_before_the_body_was_read_is_the_answer()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.Stream.ReadExactlyAsync(new byte[500]);
            await connection.WriteAsync("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            await connection.Stream.CopyToAsync(Stream.Null, connection.Stop);
        });
        var answer = await Sending.SendAsync(Sending.Request(server.Url, body: new string('x', 10_000_000)));
        Assert.Equal((AnswerKind.Response, 413), (answer.Kind, answer.Status));
    }

    [Fact]
    public async Task Reset_connection_is_a_dropped_one()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadAsync();
            connection.Reset();
        });
        var answer = await Sending.SendAsync(Sending.Request(server.Url));
        Assert.Equal((AnswerKind.Dropped, true), (answer.Kind, answer.Sent));
    }

    [Fact]
    public async Task Nobody_listening_is_cannot_connect_and_nothing_was_sent()
    {
        int port;
        await using (var server = RawServer.Always(Ok))
        {
            port = server.Port;
        }
        var answer = await Sending.SendAsync(Sending.Request($"http://127.0.0.1:{port}/"));
        Assert.Equal(
            (AnswerKind.CannotConnect, false, "connection refused"),
            (answer.Kind, answer.Sent, answer.Detail)
        );
    }

    [Theory]
    [InlineData("not an address")]
    [InlineData("ftp://127.0.0.1/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://")]
    [InlineData("http://[::1/x")]
    [InlineData("")]
    public async Task Address_that_is_none_is_cannot_connect(string url)
    {
        var answer = await Sending.SendAsync(Sending.Request(url));
        Assert.Equal((AnswerKind.CannotConnect, false), (answer.Kind, answer.Sent));
    }
}
