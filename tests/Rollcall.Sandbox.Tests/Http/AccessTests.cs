using System.Net;
using System.Net.Security;
using System.Text;

namespace Rollcall.Sandbox.Tests.Http;

public sealed class AccessTests
{
    [Theory]
    [InlineData("Authorization", "Bearer right", 200)]
    [InlineData("Authorization", "Bearer wrong", 401)]
    [InlineData("X-Other", "Bearer right", 401)]
    public async Task A_bearer_token_is_asked_for(string header, string value, int status)
    {
        await using var sandbox = await SandboxServer.StartAsync(new() { BearerToken = "right" });
        using var http = new HttpClient { BaseAddress = sandbox.Address };
        http.DefaultRequestHeaders.Add(header, value);

        using var response = await http.GetAsync("lists");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("health")).StatusCode);
    }

    [Theory]
    [InlineData("X-Api-Key", "key", 200)]
    [InlineData("X-Api-Key", "other", 401)]
    [InlineData("Authorization", "Basic key:secret", 200)]
    [InlineData("Authorization", "Basic other:secret", 401)]
    public async Task An_api_key_is_asked_for(string header, string value, int status)
    {
        await using var sandbox = await SandboxServer.StartAsync(new() { ApiKey = "key" });
        using var http = new HttpClient { BaseAddress = sandbox.Address };
        var encoded = value.StartsWith("Basic ", StringComparison.Ordinal)
            ? "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(value[6..]))
            : value;
        http.DefaultRequestHeaders.Add(header, encoded);

        Assert.Equal(status, (int)(await http.GetAsync("lists")).StatusCode);
    }

    [Theory]
    [InlineData(SandboxCertificate.SelfSigned, SslPolicyErrors.RemoteCertificateChainErrors)]
    [InlineData(SandboxCertificate.Expired, SslPolicyErrors.RemoteCertificateChainErrors)]
    [InlineData(
        SandboxCertificate.WrongHost,
        SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch
    )]
    public async Task A_certificate_is_wrong_as_asked_for(SandboxCertificate kind, SslPolicyErrors expected)
    {
        await using var sandbox = await SandboxServer.StartAsync(new() { Certificate = kind });
        var seen = SslPolicyErrors.None;
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, errors) =>
        {
            seen = errors;
            return true;
        };
        using var http = new HttpClient(handler) { BaseAddress = sandbox.Address };

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("lists")).StatusCode);
        Assert.Equal(expected, seen);
        using var trusting = new HttpClient { BaseAddress = sandbox.Address };
        await Assert.ThrowsAsync<HttpRequestException>(() => trusting.GetAsync("lists"));
    }
}
