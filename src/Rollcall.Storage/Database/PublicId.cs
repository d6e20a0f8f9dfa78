using System.Security.Cryptography;

namespace Rollcall.Storage.Database;

/// <summary>Makes the IDs that stand in addresses and in the API: a prefix that says what it is, and 80 random bits.</summary>
public static class PublicId
{
    // Crockford's alphabet, lower case: no letters that read like digits.
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Letters = 16;

    /// <summary>A new ID, such as <c>coh_3k9vq2m7x0d5w8tz</c>.</summary>
    /// <param name="prefix">Such as <c>coh</c>.</param>
    public static string New(string prefix) => $"{prefix}_{RandomNumberGenerator.GetString(Alphabet, Letters)}";
}
