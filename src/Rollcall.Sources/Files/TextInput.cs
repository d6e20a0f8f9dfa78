using System.Runtime.CompilerServices;
using Rollcall.Core.Members;
using ZstdSharp;

namespace Rollcall.Sources.Files;

/// <summary>The decompressed bytes of a file, up to a proven end.</summary>
internal sealed class TextInput : IDisposable
{
    private readonly MemberFile _file;
    private readonly RawStream _raw;
    private readonly Stream _bytes;
    private readonly FileStamp? _stamp;
    private readonly FileStream? _open;
    private bool _kept;

    /// <summary>Whether it is a file that can be read again from any place, as it stands.</summary>
    public bool CanReread => _stamp is not null && _file.Kind.Compression == FileCompression.None;

    private TextInput(MemberFile file, Stream raw, FileStamp? stamp)
    {
        _file = file;
        _stamp = stamp;
        _open = raw as FileStream;
        _raw = new RawStream(raw, stamp is { } known ? new FileHash(file.Kind, known.Length) : null);
        _bytes = file.Kind.Compression switch
        {
            FileCompression.Gzip => new GzipText(_raw),
            FileCompression.Zstandard => Zstandard(_raw),
            _ => _raw,
        };
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="SourceException">It is not there, or may not be read.</exception>
    public static TextInput OfFile(MemberFile file)
    {
        var stamp = FileStamp.Of(file);
        try
        {
            // Reads go straight into the caller's buffer: a second one here would only cost a copy.
            var stream = new FileStream(
                file.Path,
                new FileStreamOptions
                {
                    BufferSize = 0,
                    Options = FileOptions.SequentialScan,
                    Share = FileShare.ReadWrite | FileShare.Delete,
                }
            );
            return new TextInput(file, stream, stream.CanSeek ? stamp : null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"{file.Name} cannot be opened: {e.Message}", isUsage: true, e);
        }
    }

    /// <summary>Reads from a stream that is open already.</summary>
    public static TextInput Of(MemberFile file, Stream stream) => new(file, stream, null);

    /// <summary>Reads some bytes; 0 only at an end that is proven as well as the file allows.</summary>
    /// <exception cref="SourceException">The file cannot be read, is cut short, or changed meanwhile.</exception>
    public int Read(Span<byte> buffer)
    {
        try
        {
            var read = _bytes.Read(buffer);
            if (read == 0)
            {
                CheckEnd();
            }
            return read;
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw CutShort(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"{_file.Name} cannot be read: {e.Message}", isUsage: false, e);
        }
    }

    /// <summary>What was read, at its end; null where it could not be recognized later: standard input, a pipe.</summary>
    public FileContent? Content => _raw.Content;

    /// <summary>Hands the file over, for reading it again.</summary>
    /// <param name="open">Whether it shall stay open.</param>
    public KeptFile Keep(bool open)
    {
        _kept = open;
        return new KeptFile(_file, open ? _open : null, _stamp!.Value);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_kept)
        {
            _bytes.Dispose();
        }
    }

    // Apart, so that the library is loaded only where it is needed: start-up counts for small cohorts.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Stream Zstandard(Stream compressed) => new DecompressionStream(compressed, leaveOpen: false);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsDamage(Exception exception) =>
        exception is InvalidDataException or EndOfStreamException or ZstdException;

    private void CheckEnd()
    {
        // To a decompressor, nothing at all is a complete file.
        if (_file.Kind.Compression != FileCompression.None && _raw.Count == 0)
        {
            throw CutShort(null);
        }
        _stamp?.CheckUnchanged(_file);
    }

    private SourceException CutShort(Exception? cause)
    {
        var format = _file.Kind.Compression == FileCompression.Gzip ? "gzip" : "Zstandard";
        return new SourceException(
            $"{_file.Name} is cut short or damaged: its {format} data does not end as it must. Get the file anew.",
            isUsage: false,
            cause
        );
    }
}
