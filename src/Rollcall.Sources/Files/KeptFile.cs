using Microsoft.Win32.SafeHandles;
using Rollcall.Core.Members;

namespace Rollcall.Sources.Files;

/// <summary>A file that was read and can be read again. Safe for use from several threads at once.</summary>
/// <param name="file">The file.</param>
/// <param name="stream">Still open, so that another file may have taken its name; null: it is opened when it is read.</param>
/// <param name="stamp">When it was read first.</param>
internal sealed class KeptFile(MemberFile file, FileStream? stream, FileStamp stamp) : IDisposable
{
    /// <summary>Files of a cohort that stay open at most: a process may not have any number.</summary>
    public const int MostOpen = 256;

    /// <summary>What it is called in messages.</summary>
    public string Name => file.Name;

    /// <summary>Reads bytes, as many as there are.</summary>
    /// <exception cref="SourceException">It cannot be read, or is another file by now.</exception>
    public int Read(Span<byte> into, long offset)
    {
        try
        {
            if (stream is not null)
            {
                return Read(stream.SafeFileHandle, into, offset);
            }
            using var opened = File.OpenHandle(file.Path, share: FileShare.ReadWrite | FileShare.Delete);
            return FileStamp.Of(opened) == stamp ? Read(opened, into, offset) : throw Changed();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"{file.Name} cannot be read: {e.Message}", isUsage: false, e);
        }
    }

    /// <summary>Checks that it is still what it was.</summary>
    /// <exception cref="SourceException">It changed.</exception>
    public void CheckUnchanged()
    {
        if (stream is null)
        {
            stamp.CheckUnchanged(file);
        }
        else if (FileStamp.Of(stream.SafeFileHandle) != stamp)
        {
            throw Changed();
        }
    }

    /// <summary>What is thrown when it is not what it was.</summary>
    public SourceException Changed() => FileStamp.Changed(file);

    /// <inheritdoc/>
    public void Dispose() => stream?.Dispose();

    private static int Read(SafeFileHandle from, Span<byte> into, long offset)
    {
        var all = 0;
        while (all < into.Length && RandomAccess.Read(from, into[all..], offset + all) is > 0 and var read)
        {
            all += read;
        }
        return all;
    }
}
