using System.Runtime.InteropServices;

namespace Rollcall.Core.Snapshots;

/// <summary>A second name for a file: .NET 10 makes symbolic links only.</summary>
internal static partial class HardLink
{
    /// <summary>Creates one; false where it cannot be: on Windows, on file systems without, or if the name is taken.</summary>
    public static bool TryCreate(string path, string link) => !OperatingSystem.IsWindows() && Create(path, link) == 0;

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Create(string path, string link);
}
