using System.Globalization;

namespace Rollcall.Core.Snapshots;

/// <summary>Names and headers of membership files. A file's name is a hash, so that a name stands for one content only.</summary>
internal static class MembershipFiles
{
    /// <summary>Bytes of a header: 8 of magic, 4 of version, 4 reserved.</summary>
    public const int HeaderBytes = 16;

    private const string IndexEnding = ".index";
    private const string RecordsEnding = ".records";
    private const string TemporaryEnding = ".tmp";

    /// <summary>The header of index files.</summary>
    public static ReadOnlySpan<byte> IndexHeader => "RCINDEX\n\u0002\0\0\0\0\0\0\0"u8;

    /// <summary>The header of records files.</summary>
    public static ReadOnlySpan<byte> RecordsHeader => "RCRECRD\n\u0002\0\0\0\0\0\0\0"u8;

    public static string Folder(string stateFolder) => Path.Combine(stateFolder, "membership");

    public static string IndexPath(string folder, string hash) => Path.Combine(folder, hash + IndexEnding);

    public static string RecordsPath(string folder, string hash) => Path.Combine(folder, hash + RecordsEnding);

    public static string TemporaryIndex(string folder) => Path.Combine(folder, "next" + IndexEnding + TemporaryEnding);

    public static string TemporaryRecords(string folder) =>
        Path.Combine(folder, "next" + RecordsEnding + TemporaryEnding);

    public static string TemporaryPlan(string folder) => Path.Combine(folder, "next.plan" + TemporaryEnding);

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
}
