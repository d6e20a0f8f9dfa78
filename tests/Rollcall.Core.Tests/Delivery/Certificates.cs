using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Rollcall.Core.Tests.Delivery;

/// <summary>Certificates made for a test, and a server's side of TLS with them.</summary>
internal static class Certificates
{
    private static readonly DateTimeOffset Long = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Ever = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static X509Certificate2 Authority { get; } = MakeAuthority();

    public static X509Certificate2 SelfSigned(string name) => Make(name, Long, Ever, null);

    public static X509Certificate2 Signed(string name) => Make(name, Long, Ever, Authority);

    public static X509Certificate2 Expired(string name) => Make(name, Long, Long.AddYears(1), Authority);

    public static X509Certificate2 NotYetValid(string name) => Make(name, Ever.AddYears(-1), Ever, Authority);

    /// <summary>A server that answers over TLS; what it gets to see in clear is added to <paramref name="seen"/>.</summary>
    public static RawServer Serve(X509Certificate2 certificate, List<byte> seen) =>
        new(async connection =>
        {
            await using var tls = new SslStream(connection.Stream);
            try
            {
                await tls.AuthenticateAsServerAsync(certificate);
            }
            catch (System.Security.Authentication.AuthenticationException)
            {
                return;
            }
            var buffer = new byte[4096];
            var read = await tls.ReadAsync(buffer, connection.Stop);
            seen.AddRange(buffer.AsSpan(0, read));
            await tls.WriteAsync(
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"u8.ToArray(),
                connection.Stop
            );
        });

    private static X509Certificate2 MakeAuthority()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(
            "CN=Test Authority",
            key,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(Long, Ever);
    }

    private static X509Certificate2 Make(
        string name,
        DateTimeOffset from,
        DateTimeOffset to,
        X509Certificate2? authority
    )
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(name);
        }
        request.CertificateExtensions.Add(names.Build());
        using var certificate = authority is null
            ? request.CreateSelfSigned(from, to)
            : request.Create(authority, from, to, [1, 2, 3, 4]).CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
