namespace Rollcall.Core.Snapshots;

/// <summary>
/// A temporary file that takes what does not fit in memory. It has no name once it is open, so that no crash leaves it
/// behind. Safe for use from several threads at once: each append has its own range of the file.
/// </summary>
internal sealed class SpillFile(string folder) : IDisposable
{
    private readonly Lock _opening = new();
    private volatile FileStream? _file;
    private bool _madeFolder;
    private long _end;

    /// <summary>Appends bytes and tells where.</summary>
    public long Append(ReadOnlySpan<byte> bytes)
    {
        var file = _file ?? OpenOnce();
        var offset = Interlocked.Add(ref _end, bytes.Length) - bytes.Length;
        RandomAccess.Write(file.SafeFileHandle, bytes, offset);
        return offset;
    }

    /// <summary>Reads back what was appended.</summary>
    public void Read(long offset, Span<byte> into)
    {
        var handle = _file!.SafeFileHandle;
        while (!into.IsEmpty)
        {
            var read = RandomAccess.Read(handle, into, offset);
            if (read == 0)
            {
                throw new EndOfStreamException("A temporary file is shorter than what was written to it.");
            }
            into = into[read..];
            offset += read;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
        if (_madeFolder && Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }

    private FileStream OpenOnce()
    {
        lock (_opening)
        {
            return _file ??= Open();
        }
    }

    private FileStream Open()
    {
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            _madeFolder = true;
        }
        var path = Path.Combine(folder, $"spill-{Guid.NewGuid():N}");
        var file = new FileStream(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.Delete,
                BufferSize = 0,
            }
        );
        File.Delete(path);
        return file;
    }
}
