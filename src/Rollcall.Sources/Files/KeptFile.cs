using Rollcall.Core.Members;

namespace Rollcall.Sources.Files;

/// <summary>A file that was read and is still open, so that it can be read again though another may have taken its name. Safe for use from several threads at once.</summary>
/// <param name="file">The file.</param>
/// <param name="stream">Open.</param>
/// <param name="stamp">When it was opened.</param>
internal sealed class KeptFile(MemberFile file, FileStream stream, FileStamp stamp) : IDisposable
{
    /// <summary>What it is called in messages.</summary>
    public string Name => file.Name;

    /// <summary>Reads bytes, as many as there are.</summary>
    /// <exception cref="SourceException">It cannot be read.</exception>
    public int Read(Span<byte> into, long offset)
    {
        var all = 0;
        try
        {
            while (
                all < into.Length
                && RandomAccess.Read(stream.SafeFileHandle, into[all..], offset + all) is > 0 and var read
            )
            {
                all += read;
            }
            return all;
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
        if (FileStamp.Of(stream.SafeFileHandle) != stamp)
        {
            throw Changed();
        }
    }

    /// <summary>What is thrown when it is not what it was.</summary>
    public SourceException Changed() => FileStamp.Changed(file);

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
