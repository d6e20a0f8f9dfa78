namespace Rollcall.Core.Delivery;

/// <summary>Finds secrets, plain, in base64, hexadecimal or URL-encoded, and puts stars in their place.</summary>
public sealed class SecretMask
{
    /// <summary>A mask for these values; empty and very short ones (under 4 characters) are masked only where they are rendered.</summary>
    public SecretMask(IEnumerable<string> secrets) => throw new NotImplementedException();

    /// <summary>The text without the secrets.</summary>
    public string Hide(string text) => throw new NotImplementedException();
}
