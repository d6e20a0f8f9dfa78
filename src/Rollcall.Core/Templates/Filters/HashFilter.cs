using System.Buffers.Text;
using System.Security.Cryptography;

namespace Rollcall.Core.Templates.Filters;

/// <summary>A hash of the value's UTF-8 bytes, in lower-case hexadecimal or in base64.</summary>
internal sealed class HashFilter(HashFilter.HashFunction hash, bool base64 = false) : Filter
{
    private const int LargestHash = 32;
    private const int LongestText = 64;

    // SHA-1 and MD5 are here because destinations ask for identifiers in these forms, not to protect anything.
    public static readonly HashFunction Sha256 = SHA256.HashData;
    public static readonly HashFunction Sha1 = SHA1.HashData;
    public static readonly HashFunction Md5 = MD5.HashData;

    public delegate int HashFunction(ReadOnlySpan<byte> source, Span<byte> destination);

    /// <summary>Whether a value of 64 hexadecimal digits is taken for a hash already and stays as it is.</summary>
    public bool LeavesHashes { get; init; }

    protected override bool TryWrite(ReadOnlySpan<byte> text)
    {
        var into = Scratch.GetSpan(LongestText);
        if (LeavesHashes && IsHash(text))
        {
            text.CopyTo(into);
            Scratch.Advance(text.Length);
            return true;
        }
        Span<byte> digest = stackalloc byte[LargestHash];
        digest = digest[..hash(text, digest)];
        int written;
        if (base64)
        {
            Base64.EncodeToUtf8(digest, into, out _, out written);
        }
        else
        {
            Convert.TryToHexStringLower(digest, into, out written);
        }
        Scratch.Advance(written);
        return true;
    }

    private static bool IsHash(ReadOnlySpan<byte> text)
    {
        var digits = 0;
        foreach (var b in text)
        {
            digits += char.IsAsciiHexDigit((char)b) ? 1 : 0;
        }
        return text.Length == 64 && digits == 64;
    }
}
