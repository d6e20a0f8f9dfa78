using System.Security.Cryptography;
using System.Text;

namespace Rollcall.Server.SignIn;

/// <summary>Codes in links and tokens: random enough that a plain hash of them can be kept instead.</summary>
internal static class OneTimeCode
{
    // Crockford's alphabet, lower case: 160 bits in 32 letters, nothing that a mail program breaks or a person misreads.
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Letters = 32;

    /// <summary>A new one.</summary>
    public static string New() => RandomNumberGenerator.GetString(Alphabet, Letters);

    /// <summary>What is kept of it.</summary>
    public static byte[] Hash(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code.Trim()));
}
