using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using Rollcall.Server.Integrations;

namespace Rollcall.Server.Tests.Integrations;

public sealed class LogoImageTests
{
    [Fact]
    public void Image_stays_and_everything_else_goes()
    {
        var png = Png(64, 60, extra: ("tEXt", "Author\0<script>alert(1)</script>"u8.ToArray()));
        var image = LogoImage.Read([.. png, .. "trailing <script>"u8]);
        Assert.Equal((64, 60), (image.Width, image.Height));
        Assert.DoesNotContain("script", Encoding.Latin1.GetString(image.Png), StringComparison.Ordinal);
        Assert.Equal(image.Png, LogoImage.Read(image.Png).Png);
    }

    [Fact]
    public void Interlaced_image_and_palette_are_read()
    {
        Assert.Equal(17, LogoImage.Read(Png(17, 17, interlaced: true)).Width);
        Assert.Equal(8, LogoImage.Read(Png(8, 8, colour: 3, extra: ("PLTE", new byte[6]))).Width);
    }

    [Theory]
    [InlineData(1025, 1025, "1,024 a side")]
    [InlineData(100, 50, "not roughly square")]
    public void Size_is_refused_in_words(int width, int height, string words) => Refused(Png(width, height), words);

    [Fact]
    public void Other_files_are_refused_in_words()
    {
        Refused("GIF89a"u8.ToArray(), "no PNG");
        Refused([], "no PNG");
        Refused(new byte[LogoImage.MostBytes + 1], "256 KiB");
        Refused(Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), "no PNG");
    }

    [Fact]
    public void Broken_image_is_refused_wherever_it_is_cut_or_changed()
    {
        var png = Png(32, 32);
        for (var length = 8; length < png.Length; length++)
        {
            Refused(png[..length], "broken");
        }
        for (var at = 8; at < png.Length; at++)
        {
            var changed = png.ToArray();
            changed[at] ^= 0x55;
            Assert.Throws<Refusal>(() => LogoImage.Read(changed));
        }
    }

    [Fact]
    public void Little_that_unpacks_to_much_is_not_unpacked()
    {
        // A gigabyte of zeros behind an image of four pixels: only what the header promises is read.
        var image = LogoImage.Read(Png(2, 2, rows: new byte[1 << 24]));
        Assert.InRange(image.Png.Length, 1, 200);
    }

    private static void Refused(byte[] file, string words)
    {
        var refusal = Assert.Throws<Refusal>(() => LogoImage.Read(file));
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }

    private static byte[] Png(
        int width,
        int height,
        byte colour = 6,
        bool interlaced = false,
        (string Type, byte[] Data)? extra = null,
        byte[]? rows = null
    )
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = (8, colour, interlaced ? (byte)1 : (byte)0);
        rows ??= new byte[(width + 8) * (height + 8) * 8];
        var packed = new MemoryStream();
        using (var deflated = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflated.Write(rows);
        }
        return
        [
            0x89,
            .. "PNG\r\n"u8,
            0x1a,
            (byte)'\n',
            .. Chunk("IHDR", header),
            .. extra is { } chunk ? Chunk(chunk.Type, chunk.Data) : [],
            .. Chunk("IDAT", packed.ToArray()),
            .. Chunk("IEND", []),
        ];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] typed = [.. Encoding.Latin1.GetBytes(type), .. data];
        var (length, checksum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Crc32.HashToUInt32(typed));
        return [.. length, .. typed, .. checksum];
    }
}
