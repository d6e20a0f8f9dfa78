using Rollcall.Core.Members;

namespace Rollcall.Sources.Files;

/// <summary>Looks at a text's first bytes, for what is no text.</summary>
internal static class TextStart
{
    private const int Longest = 4;

    /// <summary>Bytes to skip: a byte order mark's.</summary>
    /// <param name="bytes">The text's first bytes, four at least unless it has fewer.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="SourceException">The file is in another encoding, or is something else than its name says.</exception>
    public static int Skip(ReadOnlySpan<byte> bytes, string name)
    {
        if (What(bytes) is { } what)
        {
            throw new SourceException($"{name} {what}", isUsage: false);
        }
        return bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
    }

    /// <summary>How bytes that start like these are compressed.</summary>
    public static FileCompression Compression(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith<byte>([0x1F, 0x8B]))
        {
            return FileCompression.Gzip;
        }
        return bytes.StartsWith<byte>([0x28, 0xB5, 0x2F, 0xFD]) ? FileCompression.Zstandard : FileCompression.None;
    }

    private static string? What(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith<byte>([0xFF, 0xFE]) || bytes.StartsWith<byte>([0xFE, 0xFF]))
        {
            return "is written in UTF-16. Write it in UTF-8.";
        }
        if (bytes.StartsWith("PK\x03\x04"u8))
        {
            return "is a ZIP archive (or an Excel workbook). Unpack it, or save it as CSV in UTF-8.";
        }
        if (Compression(bytes) != FileCompression.None)
        {
            return Compression(bytes) == FileCompression.Gzip
                ? "is compressed with gzip: let its name end with .gz."
                : "is compressed with Zstandard: let its name end with .zst.";
        }
        if (bytes.StartsWith("PAR1"u8))
        {
            return "is a Parquet file: let its name end with .parquet.";
        }
        return bytes[..Math.Min(bytes.Length, Longest)].Contains((byte)0)
            ? "holds NUL bytes: it is binary, or written in UTF-16. Write it as text in UTF-8."
            : null;
    }
}
