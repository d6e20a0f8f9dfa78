using Rollcall.Core.Members;

namespace Rollcall.Sources.Files;

/// <summary>How members stand in a file.</summary>
internal enum FileFormat
{
    Csv,
    Tsv,
    JsonLines,
    Parquet,
}

/// <summary>How a text file is compressed.</summary>
internal enum FileCompression
{
    None,
    Gzip,
    Zstandard,
}

/// <summary>What a file is, told by the ending of its name alone; nothing is guessed from its content.</summary>
internal readonly record struct FileKind(FileFormat Format, FileCompression Compression)
{
    /// <summary>The endings, for messages.</summary>
    public const string Known = ".csv, .tsv, .jsonl, .ndjson, each also with .gz or .zst behind it, and .parquet";

    private static readonly (string Ending, FileFormat Format)[] Formats =
    [
        (".csv", FileFormat.Csv),
        (".tsv", FileFormat.Tsv),
        (".jsonl", FileFormat.JsonLines),
        (".ndjson", FileFormat.JsonLines),
        (".parquet", FileFormat.Parquet),
    ];

    /// <summary>The kind of file that a name says.</summary>
    /// <exception cref="SourceException">The ending is not known.</exception>
    public static FileKind Of(string path)
    {
        var (name, compression) = Uncompressed(path);
        foreach (var (ending, format) in Formats)
        {
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return format != FileFormat.Parquet || compression == FileCompression.None
                    ? new FileKind(format, compression)
                    : throw new SourceException(
                        $"{path}: a Parquet file is compressed inside; decompress it to {name} first.",
                        isUsage: true
                    );
            }
        }
        throw new SourceException(
            $"{path}: what the file is must be told by the ending of its name. Known endings are {Known}.",
            isUsage: true
        );
    }

    private static (string Name, FileCompression Compression) Uncompressed(string path)
    {
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            return (path[..^3], FileCompression.Gzip);
        }
        return path.EndsWith(".zst", StringComparison.OrdinalIgnoreCase)
            ? (path[..^4], FileCompression.Zstandard)
            : (path, FileCompression.None);
    }
}
