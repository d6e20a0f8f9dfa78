using Rollcall.Core.Integrations;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Diffing;

/// <summary>Steps of a plan in order, and the records of some of them. For one thread at a time.</summary>
/// <param name="usualSteps">More than this many are rare.</param>
/// <param name="usualBytes">More than so many bytes of records are rare.</param>
internal sealed class PlanSteps(int usualSteps = 0, int usualBytes = 0)
{
    // Growing by doubling leaves as much behind as it holds at last, and the collector is in no hurry with large arrays:
    // from here on the next size is the usual one. Pages that are not touched cost nothing.
    private const int Small = 1 << 14;

    private PlanStep[] _steps = [];
    private byte[] _records = [];

    /// <summary>How many.</summary>
    public int Count { get; private set; }

    /// <summary>Additions whose records are not held.</summary>
    public int Unread { get; private set; }

    /// <summary>Bytes of the records that are held.</summary>
    public int RecordBytes { get; private set; }

    /// <summary>Bytes of memory in use.</summary>
    public long Bytes => ((long)Count * PlanStep.Size) + RecordBytes;

    /// <summary>Bytes of memory held, in use or not.</summary>
    public long HeldBytes => ((long)_steps.Length * PlanStep.Size) + _records.Length;

    /// <summary>Wanted items that wait because they were rejected.</summary>
    public long StillRejected { get; set; }

    /// <summary>Rejections that no longer mean anything.</summary>
    public List<(UInt128 KeyHash, Operation Operation)> Stale { get; } = [];

    /// <summary>What was counted, if the part's end is here; else null.</summary>
    public SnapshotCounts? Counts { get; set; }

    /// <summary>Whether a part ends here.</summary>
    public bool EndsPart { get; set; }

    /// <summary>A step.</summary>
    public ref PlanStep this[int index] => ref _steps.AsSpan(0, Count)[index];

    /// <summary>The record that is held for a step.</summary>
    public ReadOnlyMemory<byte> Record(in PlanStep step) => _records.AsMemory(step.HeldAt);

    /// <summary>Appends a step.</summary>
    public void Add(in PlanStep step)
    {
        if (Count == _steps.Length)
        {
            Grow(ref _steps, Count, Math.Max(64, Count * 2), usualSteps);
        }
        _steps[Count++] = step;
        Unread += step is { IsRemoval: false, IsHeld: false } ? 1 : 0;
    }

    /// <summary>Appends a step with its record.</summary>
    public void Add(in PlanStep step, ReadOnlySpan<byte> record)
    {
        Add(step);
        Hold(Count - 1, record);
    }

    /// <summary>Holds the record of a step.</summary>
    public void Hold(int index, ReadOnlySpan<byte> record)
    {
        if (_records.Length - RecordBytes < record.Length)
        {
            Grow(ref _records, RecordBytes, Math.Max(_records.Length * 2, RecordBytes + record.Length), usualBytes);
        }
        record.CopyTo(_records.AsSpan(RecordBytes));
        Unread -= this[index] is { IsRemoval: false, IsHeld: false } ? 1 : 0;
        this[index] = this[index].HeldIn(RecordBytes, record.Length);
        RecordBytes += record.Length;
    }

    /// <summary>Lets go of the record of an addition.</summary>
    /// <param name="index">Of the step.</param>
    /// <param name="wanted">What it was before.</param>
    public void LetGo(int index, in ItemEntry wanted)
    {
        Unread += this[index].IsHeld ? 1 : 0;
        this[index] = PlanStep.Add(wanted, this[index].Decision);
    }

    /// <summary>Lets go of the last records, whose steps are not looked at any more or hold them no more.</summary>
    public void KeepRecords(int bytes) => RecordBytes = bytes;

    /// <summary>Appends steps with the records that are held for them.</summary>
    public void Add(PlanSteps other)
    {
        for (var index = 0; index < other.Count; index++)
        {
            ref readonly var step = ref other[index];
            if (step.IsHeld)
            {
                Add(step, other.Record(step).Span);
            }
            else
            {
                Add(step);
            }
        }
    }

    /// <summary>Empties it; the memory stays.</summary>
    public void Clear()
    {
        (Count, Unread, RecordBytes, StillRejected, Counts, EndsPart) = (0, 0, 0, 0, null, false);
        Stale.Clear();
    }

    private static void Grow<T>(ref T[] array, int used, int least, int usual)
    {
        var grown = GC.AllocateUninitializedArray<T>(least > Small ? Math.Max(least, usual) : least);
        array.AsSpan(0, used).CopyTo(grown);
        array = grown;
    }
}
