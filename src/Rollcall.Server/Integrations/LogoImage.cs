using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Rollcall.Server.Integrations;

/// <summary>A logo that was decoded and encoded anew, so that it holds nothing but an image.</summary>
/// <param name="Png">The file.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record LogoImage(byte[] Png, int Width, int Height)
{
    /// <summary>Bytes at most.</summary>
    public const int MostBytes = 256 * 1024;

    /// <summary>Pixels a side at most.</summary>
    public const int MostPixels = 1024;

    private const string Field = "logo";
    private const string Broken = "The file begins like a PNG and is broken. Save it as PNG once more.";
    private const double LongestSide = 1.2;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>Checks a file and takes the image out of it.</summary>
    /// <exception cref="Refusal">Says what is wrong with it.</exception>
    public static LogoImage Read(ReadOnlySpan<byte> file)
    {
        if (file.Length > MostBytes)
        {
            throw Refused($"The file has {file.Length / 1024:N0} KiB; 256 KiB is the most. Save it smaller.");
        }
        if (!file.StartsWith(Signature))
        {
            throw Refused("The file is no PNG. Save the logo as PNG.");
        }
        var chunks = Chunks(file[Signature.Length..]);
        if (chunks.Count == 0 || !PngHeader.TryRead(chunks[0], out var header))
        {
            throw Refused(Broken);
        }
        CheckSize(header);
        var pixels = Pixels(chunks, header);
        return new LogoImage(Write(chunks, pixels), header.Width, header.Height);
    }

    private static void CheckSize(PngHeader header)
    {
        var (width, height) = (header.Width, header.Height);
        if (width > MostPixels || height > MostPixels)
        {
            throw Refused($"The image has {width:N0} × {height:N0} pixels; 1,024 a side is the most. Make it smaller.");
        }
        if (Math.Max(width, height) > Math.Min(width, height) * LongestSide)
        {
            throw Refused(
                $"The image has {width:N0} × {height:N0} pixels and is not roughly square. Add a margin to its shorter sides."
            );
        }
    }

    // Every chunk up to IEND, its checksum right.
    private static List<PngChunk> Chunks(ReadOnlySpan<byte> rest)
    {
        var chunks = new List<PngChunk>();
        while (rest.Length >= 12)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - 12)
            {
                break;
            }
            var typed = rest.Slice(4, 4 + (int)length);
            if (Crc32.HashToUInt32(typed) != BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + (int)length)..]))
            {
                break;
            }
            chunks.Add(new PngChunk(System.Text.Encoding.Latin1.GetString(typed[..4]), typed[4..].ToArray()));
            if (chunks[^1].Type == "IEND")
            {
                return chunks;
            }
            rest = rest[(12 + (int)length)..];
        }
        throw Refused(Broken);
    }

    private static byte[] Pixels(List<PngChunk> chunks, PngHeader header)
    {
        var packed = new MemoryStream();
        foreach (var chunk in chunks.Where(chunk => chunk.Type == "IDAT"))
        {
            packed.Write(chunk.Data);
        }
        packed.Position = 0;
        var pixels = new byte[header.Bytes()];
        try
        {
            using var inflated = new ZLibStream(packed, CompressionMode.Decompress);
            inflated.ReadExactly(pixels);
        }
        catch (Exception wrong) when (wrong is InvalidDataException or EndOfStreamException)
        {
            throw Refused(Broken);
        }
        return header.HasValidFilters(pixels) ? pixels : throw Refused(Broken);
    }

    private static byte[] Write(List<PngChunk> chunks, byte[] pixels)
    {
        var packed = new MemoryStream();
        using (var deflated = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflated.Write(pixels);
        }
        var file = new MemoryStream();
        file.Write(Signature);
        Write(file, chunks[0]);
        // The palette and transparency are part of the image; texts, profiles and times are not.
        foreach (var chunk in chunks.Where(chunk => chunk.Type is "PLTE" or "tRNS").DistinctBy(chunk => chunk.Type))
        {
            Write(file, chunk);
        }
        Write(file, new PngChunk("IDAT", packed.ToArray()));
        Write(file, new PngChunk("IEND", []));
        return file.ToArray();
    }

    private static void Write(MemoryStream file, PngChunk chunk)
    {
        var typed = new byte[4 + chunk.Data.Length];
        System.Text.Encoding.Latin1.GetBytes(chunk.Type, typed);
        chunk.Data.CopyTo(typed.AsSpan(4));
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, chunk.Data.Length);
        file.Write(number);
        file.Write(typed);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(typed));
        file.Write(number);
    }

    private static Refusal Refused(string sentence) => Refusal.Invalid(new FieldFault(Field, sentence));
}

/// <summary>A part of a PNG file.</summary>
/// <param name="Type">Four letters.</param>
/// <param name="Data">Its bytes.</param>
internal sealed record PngChunk(string Type, byte[] Data);
