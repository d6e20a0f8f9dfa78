using Microsoft.Win32.SafeHandles;
using Rollcall.Core.Members;

namespace Rollcall.Core.Diffing;

/// <summary>What a run will do, in a file that survives a crash: a resumed run reads the same plan and cuts the same batches.</summary>
public sealed class Plan : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly PlanLane[] _lanes;

    private Plan(string path, SafeFileHandle handle, PlanFooter footer, PlanLane[] lanes)
    {
        (FilePath, _handle, _lanes) = (path, handle, lanes);
        Layout = footer.Layout.ToLayout();
        Summary = footer.Summary;
    }

    /// <summary>Opens a run's plan and checks its header, size and checksum.</summary>
    /// <exception cref="Snapshots.DamagedStateException">A file is missing or damaged.</exception>
    public static Plan Open(string folder)
    {
        var (handle, footer, lanes) = PlanOpener.Open(folder);
        return new Plan(PlanFile.PathIn(folder), handle, footer, lanes);
    }

    /// <summary>The fields of every record in the plan.</summary>
    public ItemLayout Layout { get; }

    /// <summary>The numbers.</summary>
    public PlanSummary Summary { get; }

    /// <summary>How many items a lane has.</summary>
    public long Count(Lane lane) => Of(lane).Count;

    /// <summary>Reads a range of a lane's records.</summary>
    /// <remarks>Safe for use from several threads at once.</remarks>
    /// <param name="lane">The lane.</param>
    /// <param name="start">The first item.</param>
    /// <param name="count">How many.</param>
    /// <param name="into">Is cleared and filled.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lane has no such range.</exception>
    public void Read(Lane lane, long start, int count, ItemBatch into)
    {
        into.Clear();
        foreach (var slice in Of(lane).Slices(start, count, records: true))
        {
            for (var index = 0; index < slice.Count; index++)
            {
                into.Add(slice.Record(index));
            }
        }
    }

    /// <summary>The key hash, record hash and kind of one item. Safe for use from several threads at once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The lane has no such position.</exception>
    public PlannedItem ItemAt(Lane lane, long position)
    {
        foreach (var slice in Of(lane).Slices(position, 1, records: true))
        {
            return new PlannedItem(slice.KeyHash(0), ItemHasher.RecordHash(slice.Record(0)), slice.IsChange(0));
        }
        throw new ArgumentOutOfRangeException(nameof(position));
    }

    /// <summary>The end (exclusive) of the longest batch from <paramref name="start"/> that keeps within both limits; at least one item. Safe for use from several threads at once.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="start">Its first item.</param>
    /// <param name="maxItems">Items at most.</param>
    /// <param name="maxBytes">Bytes at most, by <paramref name="measure"/>; null: no limit.</param>
    /// <param name="measure">Bytes of one item in the body.</param>
    public long CutEnd(Lane lane, long start, int maxItems, long? maxBytes, ItemMeasure measure)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxItems, 1);
        var count = Math.Min(maxItems, Count(lane) - start);
        if (maxBytes is not { } limit)
        {
            return start + count;
        }
        var end = start;
        foreach (var slice in Of(lane).Slices(start, count, records: true))
        {
            for (var index = 0; index < slice.Count; index++, end++)
            {
                limit -= measure(slice.Record(index));
                if (limit < 0 && end > start)
                {
                    return end;
                }
            }
        }
        return end;
    }

    /// <summary>How many of a range are changed items rather than new ones. Safe for use from several threads at once.</summary>
    public long ChangesIn(Lane lane, long start, long count) => Of(lane).ChangesIn(start, count);

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    /// <summary>Its file: a membership may take it over, see <see cref="Snapshots.PlanAdoption"/>.</summary>
    internal string FilePath { get; }

    /// <summary>Bytes of the file.</summary>
    internal long FileLength => RandomAccess.GetLength(_handle);

    /// <summary>The hash that stands at the file's end, over all before it.</summary>
    internal UInt128 FileHash
    {
        get
        {
            Span<byte> bytes = stackalloc byte[PlanFile.HashBytes];
            Snapshots.FileReading.Exactly(_handle, bytes, FileLength - bytes.Length);
            return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(bytes);
        }
    }

    internal PlanLane Of(Lane lane) => _lanes[(int)lane];
}

/// <summary>Bytes that an item takes in a body.</summary>
public delegate int ItemMeasure(ReadOnlySpan<byte> record);

/// <summary>The lanes of a plan: within one, batches are cut in order; between them stand different rules.</summary>
public enum Lane : byte
{
    /// <summary>Adds and changed items; what came back from the last run (refused, in doubt) first.</summary>
    Adds,

    /// <summary>Adds that were rejected with these values a day or more ago: batches of their own.</summary>
    RejectedAdds,

    /// <summary>Adds of items that an unanswered removal may still hit: they wait until it no longer can.</summary>
    SettlingAdds,

    /// <summary>Removes, what came back first; the removals of replaced items last.</summary>
    Removes,

    /// <summary>Removes that were rejected an hour or more ago.</summary>
    RejectedRemoves,

    /// <summary>Removes of items that an unanswered add may still hit: they wait until it no longer can.</summary>
    SettlingRemoves,

    /// <summary>
    /// Adds of replaced items; position i waits for the removal at <see cref="PlanSummary.ReplacedFrom"/> + i of
    /// <see cref="Removes"/>, and until no unanswered removal, of this run or an earlier one, may still hit it.
    /// </summary>
    ReplacedAdds,

    /// <summary>Adds that cannot be written into a request: rejected without one.</summary>
    UnsendableAdds,

    /// <summary>Removes that cannot be written into a request: rejected without one.</summary>
    UnsendableRemoves,
}

/// <summary>An item of a plan.</summary>
/// <param name="KeyHash">Of its key.</param>
/// <param name="RecordHash">Of its record as wanted (adds) or as it is at the destination (removes).</param>
/// <param name="IsChange">The key is present with other values; also so for the removal of a replaced item.</param>
public readonly record struct PlannedItem(UInt128 KeyHash, ulong RecordHash, bool IsChange);

/// <summary>The numbers of a plan.</summary>
public sealed record PlanSummary
{
    /// <summary>Items to add that are not surely present (with <see cref="DiffSettings.Full"/> those that are, too), in any lane (replaced ones not counted).</summary>
    public long Add { get; init; }

    /// <summary>Items to remove, in any lane (replaced ones not counted).</summary>
    public long Remove { get; init; }

    /// <summary>Changed items.</summary>
    public long Change { get; init; }

    /// <summary>Where in <see cref="Lane.Removes"/> the removals of replaced items begin.</summary>
    public long ReplacedFrom { get; init; }

    /// <summary>Wanted items that are not sent this time because they were rejected with these values within a day.</summary>
    public long StillRejected { get; init; }
}
