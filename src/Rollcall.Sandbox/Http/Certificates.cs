using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Rollcall.Sandbox.Http;

/// <summary>Makes the certificates that nobody should trust.</summary>
internal static class Certificates
{
    public static X509Certificate2 Make(SandboxCertificate kind, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Rollcall sandbox", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (kind == SandboxCertificate.WrongHost)
        {
            names.AddDnsName("another.example");
        }
        else
        {
            names.AddDnsName("localhost");
            names.AddIpAddress(IPAddress.Loopback);
        }
        request.CertificateExtensions.Add(names.Build());
        var until = kind == SandboxCertificate.Expired ? now.AddDays(-30) : now.AddDays(30);
        using var made = request.CreateSelfSigned(until.AddDays(-90), until);
        // A key that lives in memory only is not usable by TLS on every platform; one read from PKCS #12 is.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);
    }
}
