using Rollcall.Core.Members;

namespace Rollcall.Core.Diffing;

/// <summary>What a run will do, in files that survive a crash: a resumed run reads the same plan and cuts the same batches.</summary>
public sealed class Plan : IDisposable
{
    private Plan() { }

    /// <summary>Opens a run's plan and checks its headers, sizes and checksums.</summary>
    /// <exception cref="Snapshots.DamagedStateException">A file is missing or damaged.</exception>
    public static Plan Open(string folder) => throw new NotImplementedException();

    /// <summary>The fields of every record in the plan.</summary>
    public ItemLayout Layout => throw new NotImplementedException();

    /// <summary>The numbers.</summary>
    public PlanSummary Summary => throw new NotImplementedException();

    /// <summary>How many items a lane has.</summary>
    public long Count(Lane lane) => throw new NotImplementedException();

    /// <summary>Reads a range of a lane's records.</summary>
    /// <remarks>Safe for use from several threads at once.</remarks>
    public void Read(Lane lane, long start, int count, ItemBatch into) => throw new NotImplementedException();

    /// <summary>The key hash, record hash and kind of one item.</summary>
    public PlannedItem ItemAt(Lane lane, long position) => throw new NotImplementedException();

    /// <summary>The end (exclusive) of the longest batch from <paramref name="start"/> that keeps within both limits; at least one item.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="start">Its first item.</param>
    /// <param name="maxItems">Items at most.</param>
    /// <param name="maxBytes">Bytes at most, by <paramref name="measure"/>; null: no limit.</param>
    /// <param name="measure">Bytes of one item in the body.</param>
    public long CutEnd(Lane lane, long start, int maxItems, long? maxBytes, ItemMeasure measure) =>
        throw new NotImplementedException();

    /// <summary>How many of a range are changed items rather than new ones.</summary>
    public long ChangesIn(Lane lane, long start, long count) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
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

    /// <summary>Adds of replaced items; position i waits for the removal at <see cref="PlanSummary.ReplacedFrom"/> + i of <see cref="Removes"/>.</summary>
    ReplacedAdds,

    /// <summary>Adds that cannot be written into a request: rejected without one.</summary>
    UnsendableAdds,

    /// <summary>Removes that cannot be written into a request: rejected without one.</summary>
    UnsendableRemoves,
}

/// <summary>An item of a plan.</summary>
/// <param name="KeyHash">Of its key.</param>
/// <param name="RecordHash">Of its record as wanted (adds) or as it is at the destination (removes).</param>
/// <param name="IsChange">The key is present with other values.</param>
public readonly record struct PlannedItem(UInt128 KeyHash, ulong RecordHash, bool IsChange);

/// <summary>The numbers of a plan.</summary>
public sealed record PlanSummary
{
    /// <summary>Items to add that are not surely present, in any lane (replaced ones not counted).</summary>
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
