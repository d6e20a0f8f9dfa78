using System.Runtime.CompilerServices;
using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;

namespace Rollcall.Core.Snapshots;

/// <summary>
/// All planned items that have an outcome, in the order of their key hashes, merged from the sections of a plan. Of one
/// key a removal comes before an add: only a replaced item has both.
/// </summary>
internal sealed class OutcomeStream : IDisposable
{
    private const long MemoryBudget = 32 << 20;
    private const int HeaderBytes = 3;

    private readonly List<OutcomeCursor> _open = [];
    private readonly Snapshot _unsorted;
    private readonly SnapshotReader _sorted;
    private bool _hasSorted;
    private int _current;

    public OutcomeStream(Plan plan, IPlanOutcomes outcomes, bool untouched, string temporaryFolder)
    {
        using var builder = new SnapshotBuilder(temporaryFolder, MemoryBudget, holdRecords: true);
        var unsorted = builder.OpenLanes(1)[0];
        foreach (var lane in Lanes.All.OrderByDescending(Lanes.OperationOf))
        {
            foreach (var (start, section) in plan.Of(lane).Sections)
            {
                Open(new OutcomeCursor(plan.Of(lane), start, section, outcomes.Of(lane), untouched), section, unsorted);
            }
        }
        _unsorted = builder.Complete(CancellationToken.None);
        _sorted = _unsorted.Read();
        _hasSorted = _sorted.MoveNext();
        Settle();
    }

    /// <summary>Whether there is a present item.</summary>
    public bool Any => _hasSorted || _open.Count > 0;

    public UInt128 KeyHash => IsSorted ? _sorted.KeyHash : _open[_current].KeyHash;

    public Operation Operation => IsSorted ? (Operation)_sorted.Record.Span[0] : _open[_current].Operation;

    public Outcome Outcome => IsSorted ? (Outcome)_sorted.Record.Span[1] : _open[_current].Outcome;

    public bool MayLand => IsSorted ? _sorted.Record.Span[2] != 0 : _open[_current].MayLand;

    /// <summary>The planned record; valid until the next move.</summary>
    public ReadOnlySpan<byte> Record => IsSorted ? _sorted.Record.Span[HeaderBytes..] : _open[_current].Record;

    /// <summary>Where in the plan's file that record begins; none if it came in a section that had to be sorted.</summary>
    public long RecordOffset => IsSorted ? -1 : _open[_current].RecordOffset;

    private bool IsSorted => _current < 0;

    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void MoveNext()
    {
        if (IsSorted)
        {
            _hasSorted = _sorted.MoveNext();
        }
        else if (!_open[_current].MoveNext())
        {
            _open[_current].Dispose();
            _open.RemoveAt(_current);
        }
        Settle();
    }

    public void Dispose()
    {
        _open.ForEach(cursor => cursor.Dispose());
        _sorted.Dispose();
        _unsorted.Dispose();
    }

    private void Open(OutcomeCursor cursor, PlanSection section, IItemSink unsorted)
    {
        if (!section.Sorted)
        {
            using (cursor)
            {
                Collect(cursor, unsorted);
            }
        }
        else if (cursor.MoveNext())
        {
            _open.Add(cursor);
        }
        else
        {
            cursor.Dispose();
        }
    }

    // Removals of items that were sent under other key fields come in the order of their new keys.
    private static void Collect(OutcomeCursor cursor, IItemSink unsorted)
    {
        var payload = new byte[1024];
        while (cursor.MoveNext())
        {
            var record = cursor.Record;
            if (payload.Length < HeaderBytes + record.Length)
            {
                payload = new byte[(HeaderBytes + record.Length) * 2];
            }
            payload[0] = (byte)cursor.Operation;
            payload[1] = (byte)cursor.Outcome;
            payload[2] = cursor.MayLand ? (byte)1 : (byte)0;
            record.CopyTo(payload.AsSpan(HeaderBytes));
            unsorted.Add(cursor.KeyHash, 0, payload.AsSpan(0, HeaderBytes + record.Length), default);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Settle()
    {
        _current = -1;
        var least = _hasSorted ? _sorted.KeyHash : UInt128.MaxValue;
        for (var index = 0; index < _open.Count; index++)
        {
            if (_open[index].KeyHash < least || (IsSorted && !_hasSorted))
            {
                (_current, least) = (index, _open[index].KeyHash);
            }
        }
    }
}
