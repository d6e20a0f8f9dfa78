using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Rollcall.Core.Snapshots;

/// <summary>Makes names in a folder durable: a renamed file is only safe from a power cut once its folder is flushed too.</summary>
public static partial class DurableFolder
{
    private const int ReadOnly = 0;

    /// <summary>Makes a folder and those above it that are missing, and their names durable.</summary>
    public static void Create(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }
        if (Path.GetDirectoryName(Path.GetFullPath(folder)) is { } parent)
        {
            Create(parent);
            Directory.CreateDirectory(folder);
            Flush(parent);
        }
    }

    /// <summary>Flushes a folder's entries.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // NTFS journals renames; there is no handle to flush.
        }
        var handle = Open(folder, ReadOnly);
        if (handle < 0)
        {
            throw Failed(folder);
        }
        try
        {
            if (FSync(handle) != 0)
            {
                throw Failed(folder);
            }
        }
        finally
        {
            _ = Close(handle);
        }
    }

    private static IOException Failed(string folder) =>
        new(
            $"The folder {folder} cannot be flushed to disk: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}."
        );

    // .NET opens no handle on a folder, and fsync wants one.
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);
}
