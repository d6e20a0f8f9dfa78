using System.Buffers.Binary;

namespace Rollcall.Server.Integrations;

/// <summary>What a PNG says of its image.</summary>
/// <param name="Width">Pixels, at least 1.</param>
/// <param name="Height">Pixels, at least 1.</param>
/// <param name="BitsPerPixel">Of all channels together.</param>
/// <param name="IsInterlaced">Whether the image comes in the seven passes of Adam7.</param>
internal readonly record struct PngHeader(int Width, int Height, int BitsPerPixel, bool IsInterlaced)
{
    // Where the passes of Adam7 begin, and how far their pixels lie apart.
    private static readonly (int Left, int Top, int Across, int Down)[] Passes =
    [
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    ];

    /// <summary>Reads the first chunk of a file.</summary>
    public static bool TryRead(PngChunk chunk, out PngHeader header)
    {
        header = default;
        if (chunk is not { Type: "IHDR", Data: { Length: 13 } data } || data[10] != 0 || data[11] != 0 || data[12] > 1)
        {
            return false;
        }
        var width = BinaryPrimitives.ReadUInt32BigEndian(data);
        var height = BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(4));
        var bits = BitsOf(depth: data[8], colour: data[9]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue || bits == 0)
        {
            return false;
        }
        header = new PngHeader((int)width, (int)height, bits, data[12] == 1);
        return true;
    }

    /// <summary>The bytes of the image, unpacked.</summary>
    public int Bytes() => Rows().Sum(pass => pass.Rows * pass.RowBytes);

    /// <summary>Whether every row of the unpacked image begins with a filter that there is.</summary>
    public bool HasValidFilters(ReadOnlySpan<byte> pixels)
    {
        foreach (var (rows, rowBytes) in Rows())
        {
            for (var row = 0; row < rows; row++)
            {
                if (pixels[0] > 4)
                {
                    return false;
                }
                pixels = pixels[rowBytes..];
            }
        }
        return true;
    }

    private static int BitsOf(int depth, int colour) =>
        (colour, depth) switch
        {
            (0, 1 or 2 or 4 or 8 or 16) => depth,
            (3, 1 or 2 or 4 or 8) => depth,
            (2, 8 or 16) => depth * 3,
            (4, 8 or 16) => depth * 2,
            (6, 8 or 16) => depth * 4,
            _ => 0,
        };

    private IEnumerable<(int Rows, int RowBytes)> Rows()
    {
        if (!IsInterlaced)
        {
            yield return (Height, RowBytes(Width));
            yield break;
        }
        foreach (var (left, top, across, down) in Passes)
        {
            var (columns, rows) = (Count(Width, left, across), Count(Height, top, down));
            if (columns > 0 && rows > 0)
            {
                yield return (rows, RowBytes(columns));
            }
        }
    }

    private static int Count(int length, int first, int step) => Math.Max(0, (length - first + step - 1) / step);

    private int RowBytes(int pixels) => 1 + (int)(((long)pixels * BitsPerPixel + 7) / 8);
}
