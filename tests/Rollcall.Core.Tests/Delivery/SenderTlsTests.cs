using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Rollcall.Core.Delivery;

namespace Rollcall.Core.Tests.Delivery;

/// <summary>A server whose identity is in doubt sees nothing of a request.</summary>
public sealed class SenderTlsTests
{
    private readonly List<byte> _seen = [];

    [Fact]
    public async Task Valid_certificate_is_accepted()
    {
        await using var server = Certificates.Serve(Certificates.Signed("127.0.0.1"), _seen);
        var answer = await SendAsync(server);
        Assert.Equal((AnswerKind.Response, 200, true), (answer.Kind, answer.Status, answer.Sent));
        Assert.NotEmpty(_seen);
    }

    public static TheoryData<string, string> Faults() =>
        new()
        {
            { "self-signed", "its certificate is not from a trusted authority" },
            { "other name", "its certificate is for another name" },
            { "expired", "its certificate has expired or is not valid yet" },
            { "not yet valid", "its certificate has expired or is not valid yet" },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Certificate_that_is_not_valid_is_refused(string fault, string detail)
    {
        using var certificate = fault switch
        {
            "self-signed" => Certificates.SelfSigned("127.0.0.1"),
            "other name" => Certificates.Signed("other.example"),
            "expired" => Certificates.Expired("127.0.0.1"),
            _ => Certificates.NotYetValid("127.0.0.1"),
        };
        await using var server = Certificates.Serve(certificate, _seen);
        var answer = await SendAsync(server);
        Assert.Equal((AnswerKind.Tls, false, detail), (answer.Kind, answer.Sent, answer.Detail));
        Assert.Equal(1, server.Connections);
        Assert.Empty(_seen);
    }

    [Fact]
    public async Task Server_without_encryption_is_refused()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.Stream.ReadExactlyAsync(new byte[5]);
            await connection.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        });
        var answer = await SendAsync(server);
        Assert.Equal((AnswerKind.Tls, false), (answer.Kind, answer.Sent));
    }

    [Fact]
    public async Task Outdated_protocol_is_refused()
    {
        using var certificate = Certificates.Signed("127.0.0.1");
        await using var server = new RawServer(async connection =>
        {
            await using var tls = new SslStream(connection.Stream);
            try
            {
#pragma warning disable SYSLIB0039, CA5397 // What is refused must be offered.
                var options = new SslServerAuthenticationOptions
                {
                    ServerCertificate = certificate,
                    EnabledSslProtocols = SslProtocols.Tls11,
                };
#pragma warning restore SYSLIB0039, CA5397
                await tls.AuthenticateAsServerAsync(options, connection.Stop);
            }
            catch (AuthenticationException) { }
        });
        var answer = await SendAsync(server);
        Assert.Contains(answer.Kind, new[] { AnswerKind.Tls, AnswerKind.Dropped });
        Assert.False(answer.Sent);
    }

    [Fact]
    public async Task Server_that_hangs_up_before_the_connection_is_secure_is_tried_again_later()
    {
        await using var server = new RawServer(connection => connection.Stream.ReadExactlyAsync(new byte[5]).AsTask());
        var answer = await SendAsync(server);
        Assert.Equal((AnswerKind.Dropped, false), (answer.Kind, answer.Sent));
    }

    private static async Task<Answer> SendAsync(RawServer server)
    {
        var handler = EgressHandler.Create(publicOnly: false, 1);
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { Certificates.Authority },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        using var sender = new Sender(handler, TimeProvider.System);
        return await sender.SendAsync(
            Sending.Request($"https://127.0.0.1:{server.Port}/").With("Authorization", "Bearer secret"),
            Sending.Patience,
            TestContext.Current.CancellationToken
        );
    }
}
