using System.Security.Cryptography;
using System.Text;

namespace Rollcall.Server.Secrets;

/// <summary>AES-256-GCM: what is sealed with a key and a context opens with the same two only.</summary>
internal static class SealedBox
{
    /// <summary>Bytes of a key.</summary>
    public const int KeyBytes = 32;

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Seals.</summary>
    /// <param name="key">32 bytes.</param>
    /// <param name="plain">What is to be kept secret.</param>
    /// <param name="context">What it belongs to: opening it elsewhere fails.</param>
    /// <returns>Nonce, tag and ciphertext.</returns>
    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, string context)
    {
        var box = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = box.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(
            nonce,
            plain,
            box.AsSpan(NonceBytes + TagBytes),
            box.AsSpan(NonceBytes, TagBytes),
            Encoding.UTF8.GetBytes(context)
        );
        return box;
    }

    /// <summary>Opens.</summary>
    /// <exception cref="CryptographicException">Another key, another context, or changed bytes.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> box, string context)
    {
        if (box.Length < NonceBytes + TagBytes)
        {
            throw new CryptographicException("A sealed value is too short to be one.");
        }
        var plain = new byte[box.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(
            box[..NonceBytes],
            box[(NonceBytes + TagBytes)..],
            box.Slice(NonceBytes, TagBytes),
            plain,
            Encoding.UTF8.GetBytes(context)
        );
        return plain;
    }
}
