using Microsoft.Win32.SafeHandles;
using Rollcall.Core.Members;

namespace Rollcall.Sources.Files;

/// <summary>A file's size and time of change, by which is told that it did not change while it was read.</summary>
internal readonly record struct FileStamp(long Length, DateTime Written)
{
    /// <summary>The file's stamp now.</summary>
    /// <exception cref="SourceException">There is no such file.</exception>
    public static FileStamp Of(MemberFile file)
    {
        var info = new FileInfo(file.Path);
        if (info.Exists)
        {
            return new FileStamp(info.Length, info.LastWriteTimeUtc);
        }
        var what = Directory.Exists(file.Path) ? "is a folder; give the files in it" : "there is no such file";
        throw new SourceException($"{file.Name}: {what}.", isUsage: true);
    }

    /// <summary>Checks, after the last byte was read, that the file is still the one that was opened.</summary>
    /// <exception cref="SourceException">It changed.</exception>
    public void CheckUnchanged(MemberFile file)
    {
        if (
            new FileInfo(file.Path) is not { Exists: true } now
            || new FileStamp(now.Length, now.LastWriteTimeUtc) != this
        )
        {
            throw Changed(file);
        }
    }

    /// <summary>The stamp of a file that is open, wherever its name leads by now.</summary>
    public static FileStamp Of(SafeFileHandle file) =>
        new(RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));

    /// <summary>What is thrown when a file is not what it was.</summary>
    public static SourceException Changed(MemberFile file) =>
        new(
            $"{file.Name} changed while it was read, so what was read may be a part only. Run again when it is written to its end; "
                + "better still, write it under another name and rename it.",
            isUsage: false
        );
}
