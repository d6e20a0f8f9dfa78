using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Rollcall.Core.Snapshots;

/// <summary>Names, headers and checks of membership files. A file's name is its hash, so that a name stands for one content only.</summary>
internal static class MembershipFiles
{
    /// <summary>Bytes of a header: 8 of magic, 4 of version, 4 reserved.</summary>
    public const int HeaderBytes = 16;

    private const uint Version = 1;
    private const string IndexEnding = ".index";
    private const string RecordsEnding = ".records";
    private const string TemporaryEnding = ".tmp";

    /// <summary>The header of index files.</summary>
    public static ReadOnlySpan<byte> IndexHeader => "RCINDEX\n\u0001\0\0\0\0\0\0\0"u8;

    /// <summary>The header of records files.</summary>
    public static ReadOnlySpan<byte> RecordsHeader => "RCRECRD\n\u0001\0\0\0\0\0\0\0"u8;

    public static string Folder(string stateFolder) => Path.Combine(stateFolder, "membership");

    public static string IndexPath(string folder, string hash) => Path.Combine(folder, hash + IndexEnding);

    public static string RecordsPath(string folder, string hash) => Path.Combine(folder, hash + RecordsEnding);

    public static string TemporaryIndex(string folder) => Path.Combine(folder, "next" + IndexEnding + TemporaryEnding);

    public static string TemporaryRecords(string folder) =>
        Path.Combine(folder, "next" + RecordsEnding + TemporaryEnding);

    public static string Name(UInt128 hash) => hash.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>Every file that a membership may have left in its folder.</summary>
    public static IEnumerable<string> All(string folder) =>
        Directory.Exists(folder)
            ? Directory
                .EnumerateFiles(folder)
                .Where(path =>
                    path.EndsWith(IndexEnding, StringComparison.Ordinal)
                    || path.EndsWith(RecordsEnding, StringComparison.Ordinal)
                    || path.EndsWith(TemporaryEnding, StringComparison.Ordinal)
                )
            : [];

    /// <summary>Opens a file and checks all of it.</summary>
    /// <exception cref="DamagedStateException">It is missing, has another length or another content.</exception>
    public static SafeFileHandle Open(string path, string hash, long length, ReadOnlySpan<byte> header)
    {
        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            Check(handle, path, hash, length, header);
            return handle;
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

    public static DamagedStateException Damaged(string path, string what, Exception? inner = null) =>
        new(
            $"The membership file {path} {what}. Nothing was sent. Restore the state directory from a backup; without one, begin with an empty state directory: the whole cohort is sent then, and who has left since stays.",
            inner
        );

    private static void Check(SafeFileHandle handle, string path, string hash, long length, ReadOnlySpan<byte> header)
    {
        var actual = RandomAccess.GetLength(handle);
        if (actual != length)
        {
            throw Damaged(path, $"has {actual} bytes, and should have {length}");
        }
        Span<byte> start = stackalloc byte[HeaderBytes];
        start.Clear();
        _ = RandomAccess.Read(handle, start, 0);
        if (!start.SequenceEqual(header))
        {
            throw start[..8].SequenceEqual(header[..8])
                ? Damaged(
                    path,
                    $"has format {BitConverter.ToUInt32(start[8..])}, and this version of Rollcall reads {Version}"
                )
                : Damaged(path, "does not begin like one");
        }
        if (Name(ChecksummedFile.HashOf(handle, length)) != hash)
        {
            throw Damaged(path, "does not match its checksum");
        }
    }
}
