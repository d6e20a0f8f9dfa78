using Rollcall.Core.Members;

namespace Rollcall.Sources.Files;

/// <summary>A file of a cohort, or standard input.</summary>
internal sealed record MemberFile
{
    /// <summary>What stands for standard input. A known ending may follow, as in <c>-.jsonl.gz</c>.</summary>
    public const string StandardInputName = "-";

    private readonly Func<Stream>? _standardInput;

    private MemberFile(string path, string name, FileKind kind, Func<Stream>? standardInput)
    {
        (Path, Name, Kind) = (path, name, kind);
        _standardInput = standardInput;
    }

    /// <summary>As it was given.</summary>
    public string Path { get; }

    /// <summary>What it is called in messages.</summary>
    public string Name { get; }

    /// <summary>What it is.</summary>
    public FileKind Kind { get; }

    /// <summary>Whether it is standard input, which can be read once only.</summary>
    public bool IsStandardInput => _standardInput is not null;

    /// <summary>The file that a command line argument names.</summary>
    /// <exception cref="SourceException">It is nothing that can be read.</exception>
    public static MemberFile Of(string path, Func<Stream> standardInput)
    {
        if (path.Contains("://", StringComparison.Ordinal))
        {
            throw new SourceException(
                $"{path}: only files on this machine can be read. Download it first.",
                isUsage: true
            );
        }
        if (path != StandardInputName && !path.StartsWith("-.", StringComparison.Ordinal))
        {
            return new MemberFile(path, path, FileKind.Of(path), null);
        }
        var kind = path == StandardInputName ? new FileKind(FileFormat.Csv, FileCompression.None) : FileKind.Of(path);
        return kind.Format != FileFormat.Parquet
            ? new MemberFile(path, "standard input", kind, standardInput)
            : throw new SourceException(
                "Parquet cannot be read from standard input: its directory stands at the end. Give the file's name.",
                isUsage: true
            );
    }

    /// <summary>A file that stands elsewhere than its name says, such as an upload.</summary>
    /// <exception cref="SourceException">The name's ending is not known.</exception>
    public static MemberFile Named(string name, string path) => new(path, name, FileKind.Of(name), null);

    /// <summary>A file that is compressed, whatever its name says; null when it is not, or is no regular file.</summary>
    public static MemberFile? OfCompressed(string path)
    {
        // A pipe, which has no length, was read by then and would keep us waiting.
        if (new FileInfo(path) is not { Exists: true, Length: > 0 })
        {
            return null;
        }
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[4];
        var compression = TextStart.Compression(
            start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]
        );
        return compression == FileCompression.None
            ? null
            : new MemberFile(path, path, new FileKind(FileFormat.Csv, compression), null);
    }

    /// <summary>Opens the file's text, decompressed.</summary>
    /// <exception cref="SourceException">It cannot be opened.</exception>
    public TextInput OpenText() =>
        _standardInput is null ? TextInput.OfFile(this) : TextInput.Of(this, _standardInput());
}
