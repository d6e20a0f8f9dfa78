using Rollcall.Sources.Files;

namespace Rollcall.Sources.Delimited;

/// <summary>What of a delimited file is wanted.</summary>
/// <param name="File">The file.</param>
/// <param name="Index">Its index among the source's files.</param>
/// <param name="CanReread">Whether members can be read again from their offsets.</param>
/// <param name="Names">The names of all columns.</param>
/// <param name="Wanted">The indexes of the wanted ones.</param>
internal sealed record DelimitedTable(
    MemberFile File,
    int Index,
    bool CanReread,
    IReadOnlyList<string> Names,
    int[] Wanted
)
{
    /// <summary>What separates the fields of a file.</summary>
    public static byte Delimiter(MemberFile file) => file.Kind.Format == FileFormat.Tsv ? (byte)'\t' : (byte)',';
}
