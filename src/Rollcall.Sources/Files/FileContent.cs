using System.Globalization;

namespace Rollcall.Sources.Files;

/// <summary>What a file held, by which it is recognized: its kind, its length, and a 128-bit hash of every piece of it.</summary>
/// <remarks>In pieces, so that a file that has changed is given up where it differs first.</remarks>
/// <param name="Kind">How its members stand in it: the same bytes are other members as TSV than as CSV.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Hashes">Of the pieces, one after the other.</param>
internal sealed record FileContent(FileKind Kind, long Length, ReadOnlyMemory<byte> Hashes)
{
    private const int SmallPiece = 8 << 20;
    private const int MostPieces = 1024;
    private const int ReadAtOnce = 1 << 20;

    /// <summary>Bytes of a piece of a file of a length.</summary>
    public static long PieceOf(long length) => Math.Max(SmallPiece, (length / MostPieces) + 1);

    /// <summary>What a file holds; null: it is not there, or no regular file.</summary>
    public static FileContent? Of(MemberFile file, CancellationToken cancellation) =>
        Open(file) is { } stream ? Read(file, stream, expected: null, cancellation) : null;

    /// <summary>Whether a file still holds this.</summary>
    public bool IsIn(MemberFile file, CancellationToken cancellation)
    {
        if (file.Kind != Kind || Open(file) is not { } stream)
        {
            return false;
        }
        if (stream.Length == Length)
        {
            return Read(file, stream, Hashes, cancellation) is not null;
        }
        stream.Dispose();
        return false;
    }

    /// <summary>A line that <see cref="Parse"/> reads.</summary>
    public string Write() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Kind.Format}/{Kind.Compression} {Length} {Convert.ToBase64String(Hashes.Span)}"
        );

    /// <summary>What <see cref="Write"/> wrote; null where it is anything else.</summary>
    public static FileContent? Parse(string line)
    {
        var parts = line.Split(' ');
        if (parts.Length != 3 || parts[0].Split('/') is not [var format, var compression])
        {
            return null;
        }
        var hashes = new byte[parts[2].Length];
        return
            Enum.TryParse<FileFormat>(format, out var knownFormat)
            && Enum.TryParse<FileCompression>(compression, out var knownCompression)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && Convert.TryFromBase64String(parts[2], hashes, out var count)
            ? new FileContent(new FileKind(knownFormat, knownCompression), length, hashes.AsMemory(0, count))
            : null;
    }

    private static FileStream? Open(MemberFile file)
    {
        if (file.IsStandardInput)
        {
            return null;
        }
        try
        {
            var options = new FileStreamOptions
            {
                BufferSize = 0,
                Options = FileOptions.SequentialScan,
                Share = FileShare.ReadWrite | FileShare.Delete,
            };
            // A pipe, which has no length, can be read once only.
            return new FileInfo(file.Path) is { Exists: true, Length: > 0 } ? new FileStream(file.Path, options) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Null: it cannot be read, or is not what was expected.
    private static FileContent? Read(
        MemberFile file,
        FileStream stream,
        ReadOnlyMemory<byte>? expected,
        CancellationToken cancellation
    )
    {
        using (stream)
        {
            var content = new FileHash(file.Kind, stream.Length);
            var buffer = new byte[ReadAtOnce];
            try
            {
                while (stream.Read(buffer) is > 0 and var read)
                {
                    cancellation.ThrowIfCancellationRequested();
                    content.Add(buffer.AsSpan(0, read));
                    if (expected is { } hashes && !hashes.Span.StartsWith(content.Hashes))
                    {
                        return null;
                    }
                }
            }
            catch (IOException)
            {
                return null;
            }
            var found = content.Complete();
            return expected is { } all && found?.Hashes.Span.SequenceEqual(all.Span) is not true ? null : found;
        }
    }
}
