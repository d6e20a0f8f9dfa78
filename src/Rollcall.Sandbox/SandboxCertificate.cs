namespace Rollcall.Sandbox;

/// <summary>What is wrong with the sandbox's certificate. None of them is trusted by anybody.</summary>
public enum SandboxCertificate
{
    /// <summary>Plain HTTP.</summary>
    None,

    /// <summary>HTTPS, self-signed for 127.0.0.1 and localhost.</summary>
    SelfSigned,

    /// <summary>HTTPS, self-signed, and it ended long ago.</summary>
    Expired,

    /// <summary>HTTPS, self-signed, for another host.</summary>
    WrongHost,
}
