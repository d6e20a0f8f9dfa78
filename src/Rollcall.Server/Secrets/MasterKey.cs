using System.Security.Cryptography;
using System.Text;
using Rollcall.Core.Runs;
using Rollcall.Server.Configuration;

namespace Rollcall.Server.Secrets;

/// <summary>The installation's one key, which wraps the keys of projects. From the setting <c>MasterKey</c>, or a file that is made at the first start.</summary>
public sealed class MasterKey
{
    private readonly byte[] _key;

    private MasterKey(byte[] key) => _key = key;

    /// <summary>Reads it, or makes it.</summary>
    /// <param name="folder">Where the file stands.</param>
    /// <param name="setting">32 bytes as base64; empty: the file's.</param>
    /// <exception cref="UsageException">The setting or the file is no key.</exception>
    public static MasterKey Load(DataFolder folder, string setting)
    {
        if (setting.Length > 0)
        {
            return Decode(setting, "The setting MasterKey");
        }
        if (!File.Exists(folder.MasterKey))
        {
            Create(folder.MasterKey);
        }
        return Decode(File.ReadAllText(folder.MasterKey).Trim(), $"The file {folder.MasterKey}");
    }

    /// <summary>Wraps a key.</summary>
    public byte[] Wrap(ReadOnlySpan<byte> key, string scope) => SealedBox.Seal(_key, key, scope);

    /// <summary>Unwraps a key.</summary>
    /// <exception cref="CryptographicException">It was wrapped by another master key.</exception>
    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, string scope) => SealedBox.Open(_key, wrapped, scope);

    /// <summary>A key for another purpose, from which the master key cannot be told.</summary>
    /// <param name="purpose">What it is for: another purpose gives another key.</param>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, SealedBox.KeyBytes, info: Encoding.UTF8.GetBytes(purpose));

    private static void Create(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using var writer = new StreamWriter(file, options);
        writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(SealedBox.KeyBytes)));
    }

    private static MasterKey Decode(string text, string what)
    {
        var key = new byte[SealedBox.KeyBytes];
        return Convert.TryFromBase64String(text, key, out var written) && written == key.Length
            ? new MasterKey(key)
            : throw new UsageException(
                $"{what} is no key: it must be {SealedBox.KeyBytes} bytes as base64, as `openssl rand -base64 32` prints them."
            );
    }
}
