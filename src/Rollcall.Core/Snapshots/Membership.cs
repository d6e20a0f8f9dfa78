using Rollcall.Core.Diffing;
using Rollcall.Core.Members;

namespace Rollcall.Core.Snapshots;

/// <summary>The acknowledged membership: what is known of each item at the destination. Immutable; a promotion writes the next.</summary>
/// <remarks>
/// Generations of sorted index files, the newer of which count more, each with a file of the records that it brought:
/// a small change writes small files. Memory does not depend on the number of items.
/// </remarks>
public sealed class Membership : IDisposable
{
    private readonly List<IndexFile> _indexes = [];
    private readonly List<MembershipFile?> _records = [];

    private Membership(ManifestDocument manifest)
    {
        Manifest = manifest;
        Layouts = [.. manifest.Layouts.Select(layout => layout.ToLayout())];
    }

    /// <summary>Opens a membership and checks what its files say of themselves: sizes, headers, tables. Blocks of entries and records are checked when they are read, so that opening costs next to nothing at any size.</summary>
    /// <param name="stateFolder">The state directory.</param>
    /// <param name="manifest">From the ledger; null: nobody is there yet.</param>
    /// <exception cref="DamagedStateException">A file is missing, has another size, or has a damaged table.</exception>
    public static Membership Open(string stateFolder, MembershipManifest? manifest)
    {
        var membership = new Membership(manifest is null ? ManifestDocument.Empty : ManifestDocument.Parse(manifest));
        try
        {
            membership.OpenFiles(MembershipFiles.Folder(stateFolder));
            return membership;
        }
        catch
        {
            membership.Dispose();
            throw;
        }
    }

    /// <summary>Items that are present.</summary>
    public long Present => Manifest.Present;

    /// <summary>Items in doubt.</summary>
    public long InDoubt => Manifest.InDoubt;

    internal ManifestDocument Manifest { get; }

    /// <summary>By the numbers that places hold.</summary>
    internal IReadOnlyList<ItemLayout> Layouts { get; }

    /// <summary>All present and in-doubt items, in the order of their key hashes.</summary>
    /// <param name="visit">Called for each; the record is valid during the call only.</param>
    /// <exception cref="DamagedStateException">A file is damaged.</exception>
    public void ForEach(MemberVisitor visit)
    {
        var reader = Read();
        while (reader.MoveNext())
        {
            var entry = reader.Current;
            if (entry.Standing.State != MemberState.Absent)
            {
                visit(entry.Standing.State, reader.Record(entry).Span, Layouts[entry.Place.Layout]);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _indexes.ForEach(index => index.Dispose());
        _records.ForEach(file => file?.Dispose());
    }

    /// <summary>A reader of all entries. Any number of readers may read at once, each on a thread of its own.</summary>
    /// <remarks>
    /// It holds a block of 64 KiB for each generation, and windows of at most 256 KiB for each file that it reads records of:
    /// for many ranges take one, and move it with <see cref="MembershipReader.Enter"/>.
    /// </remarks>
    /// <exception cref="DamagedStateException">A file is damaged.</exception>
    internal MembershipReader Read() => Read(UInt128.Zero, UInt128.MaxValue);

    /// <summary>A reader of a range of key hashes: partitions are compared side by side.</summary>
    /// <param name="first">The first key hash.</param>
    /// <param name="last">The last key hash, inclusive.</param>
    /// <exception cref="DamagedStateException">A file is damaged.</exception>
    internal MembershipReader Read(UInt128 first, UInt128 last) =>
        new([.. Generations(Range.All)], Records(), first, last);

    /// <summary>A reader of some generations only: what those alone say.</summary>
    internal MembershipReader Read(Range generations) =>
        new([.. Generations(generations)], Records(), UInt128.Zero, UInt128.MaxValue);

    /// <summary>Finds single entries in some generations.</summary>
    internal MembershipFinder Find(Range generations) => new([.. Generations(generations)]);

    /// <summary>A reader of records alone.</summary>
    internal MembershipRecords Records() =>
        new(
            [
                .. _records.Select(
                    (file, index) =>
                        file is null ? null : new RecordsFile(file, Manifest.Generations[index].LongestRecord)
                ),
            ],
            Layouts
        );

    private IEnumerable<GenerationReader> Generations(Range range) =>
        _indexes
            .Zip(Manifest.Generations, (index, generation) => new GenerationReader(index, generation.Marks))
            .Take(range);

    private void OpenFiles(string folder)
    {
        foreach (var generation in Manifest.Generations)
        {
            _indexes.Add(IndexFile.Open(folder, generation));
            _records.Add(
                generation.Records.Length == 0
                    ? null
                    : MembershipFile.Open(
                        MembershipFiles.RecordsPath(folder, generation.Records),
                        generation.RecordBytes,
                        generation.IsPlan ? PlanFile.Header : MembershipFiles.RecordsHeader
                    )
            );
        }
    }
}

/// <summary>Sees one item of a membership.</summary>
/// <param name="state">Present or in doubt.</param>
/// <param name="record">Its record.</param>
/// <param name="layout">The record's fields: older records may have others than the definition has now.</param>
public delegate void MemberVisitor(MemberState state, ReadOnlySpan<byte> record, ItemLayout layout);

/// <summary>What is known of an item at the destination.</summary>
public enum MemberState : byte
{
    /// <summary>Surely not there.</summary>
    Absent,

    /// <summary>There, with the values of its record.</summary>
    Present,

    /// <summary>Sent, and the outcome is unknown.</summary>
    InDoubt,
}

/// <summary>A file of the state directory is missing or damaged. Never read as an empty membership.</summary>
/// <param name="message">Which file, what is wrong, and what can be done.</param>
/// <param name="inner">The cause.</param>
public sealed class DamagedStateException(string message, Exception? inner = null) : Exception(message, inner);
