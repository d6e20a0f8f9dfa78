using System.Runtime.CompilerServices;
using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.Snapshots;

/// <summary>Walks the planned items of one section of a lane that have an outcome, in the section's order.</summary>
internal sealed class OutcomeCursor : IDisposable
{
    private readonly IEnumerator<(OutcomeRange Range, BlockSlice Slice)> _slices;
    private BlockSlice? _slice;
    private OutcomeRange _range;
    private int _at;

    /// <summary>A cursor.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="start">The section's first position.</param>
    /// <param name="section">The section.</param>
    /// <param name="ranges">The lane's outcomes.</param>
    /// <param name="untouched">Whether items without an outcome are wanted too.</param>
    public OutcomeCursor(
        PlanLane lane,
        long start,
        PlanSection section,
        IEnumerable<OutcomeRange> ranges,
        bool untouched
    )
    {
        Operation = Lanes.OperationOf(section.Lane);
        _slices = Within(ranges, start, start + section.Count, untouched)
            .SelectMany(range => lane.Slices(range.Start, range.Count, records: true).Select(slice => (range, slice)))
            .GetEnumerator();
    }

    public Operation Operation { get; }

    public UInt128 KeyHash => _slice!.KeyHash(_at);

    public Outcome Outcome => _range.Outcome;

    public bool MayLand => _range.MayLand;

    /// <summary>The planned record; valid until the next move.</summary>
    public ReadOnlySpan<byte> Record => _slice!.Record(_at);

    /// <summary>Where in the plan's file that record begins.</summary>
    public long RecordOffset => _slice!.RecordOffset(_at);

    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool MoveNext()
    {
        if (_slice is not null && ++_at < _slice.Count)
        {
            return true;
        }
        if (!_slices.MoveNext())
        {
            return false;
        }
        ((_range, _slice), _at) = (_slices.Current, 0);
        return true;
    }

    public void Dispose() => _slices.Dispose();

    private static IEnumerable<OutcomeRange> Within(
        IEnumerable<OutcomeRange> ranges,
        long start,
        long end,
        bool untouched
    )
    {
        foreach (var range in ranges)
        {
            var (from, to) = (Math.Max(start, range.Start), Math.Min(end, range.Start + range.Count));
            if (from >= to)
            {
                continue;
            }
            if (untouched && from > start)
            {
                yield return new OutcomeRange(start, from - start, Outcome.None, false);
            }
            if (untouched || range.Outcome != Outcome.None || range.MayLand)
            {
                yield return range with
                {
                    Start = from,
                    Count = to - from,
                };
            }
            start = to;
        }
        if (untouched && start < end)
        {
            yield return new OutcomeRange(start, end - start, Outcome.None, false);
        }
    }
}
