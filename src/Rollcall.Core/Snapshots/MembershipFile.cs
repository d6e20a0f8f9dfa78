using Microsoft.Win32.SafeHandles;

namespace Rollcall.Core.Snapshots;

/// <summary>A membership file that is open for reading. Safe for use from several threads at once.</summary>
internal sealed class MembershipFile : IDisposable
{
    private readonly SafeFileHandle _handle;

    private MembershipFile(SafeFileHandle handle, string path, long length)
    {
        (_handle, Path, Length) = (handle, path, length);
    }

    /// <summary>Where it stands.</summary>
    public string Path { get; }

    /// <summary>Bytes.</summary>
    public long Length { get; }

    /// <summary>Opens a file and checks its length and its header; its content is checked where it is read.</summary>
    /// <exception cref="DamagedStateException">It is missing, has another length or another header.</exception>
    public static MembershipFile Open(string path, long length, ReadOnlySpan<byte> header)
    {
        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            var file = new MembershipFile(handle, path, length);
            file.Check(header);
            return file;
        }
        catch (DamagedStateException)
        {
            handle?.Dispose();
            throw;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            handle?.Dispose();
            var what = exception is FileNotFoundException or DirectoryNotFoundException
                ? "is missing"
                : exception.Message;
            throw Damaged(path, what, exception);
        }
    }

    /// <summary>Fills a span.</summary>
    /// <exception cref="DamagedStateException">The file has become shorter since it was opened, or the disk fails.</exception>
    public void Read(Span<byte> into, long offset)
    {
        try
        {
            while (!into.IsEmpty)
            {
                var read = RandomAccess.Read(_handle, into, offset);
                if (read == 0)
                {
                    throw Damaged("was cut short while it was being read");
                }
                into = into[read..];
                offset += read;
            }
        }
        catch (IOException broken)
        {
            throw Damaged(Path, $"cannot be read: {broken.Message}", broken);
        }
    }

    /// <summary>What is thrown where the file is not what it should be.</summary>
    public DamagedStateException Damaged(string what) => Damaged(Path, what);

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static DamagedStateException Damaged(string path, string what, Exception? inner = null) =>
        new(
            $"The membership file {path} {what}. Nothing was sent because of it. Restore the state directory from a backup; without one, begin with an empty state directory: the whole cohort is sent then, and who has left since stays.",
            inner
        );

    private void Check(ReadOnlySpan<byte> header)
    {
        var actual = RandomAccess.GetLength(_handle);
        Span<byte> start = stackalloc byte[MembershipFiles.HeaderBytes];
        start.Clear();
        _ = RandomAccess.Read(_handle, start, 0);
        // Another format may well have another length: it is told first.
        if (actual >= MembershipFiles.HeaderBytes && !start.SequenceEqual(header))
        {
            throw start[..8].SequenceEqual(header[..8])
                ? Damaged(
                    $"has format {BitConverter.ToUInt32(start[8..])}, and this version of Rollcall reads {BitConverter.ToUInt32(header[8..])}"
                )
                : Damaged("does not begin like one");
        }
        if (actual != Length)
        {
            throw Damaged($"has {actual} bytes, and should have {Length}");
        }
    }
}
