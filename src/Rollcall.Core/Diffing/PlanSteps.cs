using Rollcall.Core.Integrations;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Diffing;

/// <summary>Steps of a plan in order, and the records of some of them. For one thread at a time.</summary>
internal sealed class PlanSteps
{
    private PlanStep[] _steps = [];
    private byte[] _records = [];
    private int _recordBytes;

    /// <summary>How many.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of memory in use.</summary>
    public long Bytes => ((long)Count * PlanStep.Size) + _recordBytes;

    /// <summary>Bytes of memory held, in use or not.</summary>
    public long HeldBytes => ((long)_steps.Length * PlanStep.Size) + _records.Length;

    /// <summary>Wanted items that wait because they were rejected.</summary>
    public long StillRejected { get; set; }

    /// <summary>Rejections that no longer mean anything.</summary>
    public List<(UInt128 KeyHash, Operation Operation)> Stale { get; } = [];

    /// <summary>What was counted, if the part's end is here; else null.</summary>
    public SnapshotCounts? Counts { get; set; }

    /// <summary>A step.</summary>
    public ref PlanStep this[int index] => ref _steps.AsSpan(0, Count)[index];

    /// <summary>The record that is held for a step.</summary>
    public ReadOnlyMemory<byte> Record(in PlanStep step) => _records.AsMemory(step.HeldAt);

    /// <summary>Appends a step.</summary>
    public void Add(in PlanStep step)
    {
        if (Count == _steps.Length)
        {
            Array.Resize(ref _steps, Math.Max(64, Count * 2));
        }
        _steps[Count++] = step;
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
        if (_records.Length - _recordBytes < record.Length)
        {
            Array.Resize(ref _records, Math.Max(_records.Length * 2, _recordBytes + record.Length));
        }
        record.CopyTo(_records.AsSpan(_recordBytes));
        this[index] = this[index].HeldIn(_recordBytes, record.Length);
        _recordBytes += record.Length;
    }

    /// <summary>Appends steps with the records that are held for them.</summary>
    public void Add(PlanSteps other, Range range)
    {
        var (from, count) = range.GetOffsetAndLength(other.Count);
        for (var index = from; index < from + count; index++)
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
        (Count, _recordBytes, StillRejected, Counts) = (0, 0, 0, null);
        Stale.Clear();
    }
}
