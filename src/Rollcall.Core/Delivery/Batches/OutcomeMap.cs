using System.Runtime.InteropServices;
using Rollcall.Core.Diffing;
using Rollcall.Core.Storage;

namespace Rollcall.Core.Delivery.Batches;

/// <summary>What is settled of a lane: ranges, ascending, without overlap, neighbours with the same outcome as one.</summary>
internal sealed class OutcomeMap(Lane lane, IEnumerable<OutcomeRange> known)
{
    private readonly List<OutcomeRange> _ranges = [.. known.OrderBy(range => range.Start)];
    private readonly HashSet<long> _changed = [];
    private readonly HashSet<long> _gone = [];

    /// <summary>The ranges, ascending.</summary>
    public IReadOnlyList<OutcomeRange> Ranges => _ranges;

    /// <summary>Settled items.</summary>
    public long Settled { get; private set; } = known.Sum(range => range.Count);

    /// <summary>The end of the last range; 0 when there is none.</summary>
    public long End => _ranges.Count == 0 ? 0 : _ranges[^1].Start + _ranges[^1].Count;

    /// <summary>Settles a range that no other touches.</summary>
    public void Set(long start, long count, Outcome outcome, bool mayLand)
    {
        Settled += count;
        var index = IndexOfFirstFrom(start);
        var range = new OutcomeRange(start, count, outcome, mayLand);
        if (index < _ranges.Count && Continues(range, _ranges[index]))
        {
            var after = _ranges[index];
            _ranges.RemoveAt(index);
            _changed.Remove(after.Start);
            _gone.Add(after.Start);
            range = range with { Count = range.Count + after.Count };
        }
        if (index > 0 && Continues(_ranges[index - 1], range))
        {
            range = _ranges[index - 1] with { Count = _ranges[index - 1].Count + range.Count };
            _ranges[index - 1] = range;
        }
        else
        {
            _ranges.Insert(index, range);
        }
        _gone.Remove(range.Start);
        _changed.Add(range.Start);
    }

    /// <summary>Says in a step what has changed since the last one.</summary>
    public void WriteTo(LedgerStep step)
    {
        foreach (var start in _gone)
        {
            step.GoneOutcomes.Add((lane, start));
        }
        foreach (var start in _changed)
        {
            step.Outcomes.Add((lane, _ranges[IndexOfFirstFrom(start)]));
        }
        _gone.Clear();
        _changed.Clear();
    }

    private static bool Continues(OutcomeRange left, OutcomeRange right) =>
        left.Start + left.Count == right.Start && left.Outcome == right.Outcome && left.MayLand == right.MayLand;

    private int IndexOfFirstFrom(long start)
    {
        var ranges = CollectionsMarshal.AsSpan(_ranges);
        var (low, high) = (0, ranges.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ranges[middle].Start < start)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }
}
