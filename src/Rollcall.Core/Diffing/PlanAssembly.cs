using System.Runtime.InteropServices;
using Rollcall.Core.Integrations;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Diffing;

/// <summary>Brings the steps of a plan and their records together, and plans them in order. For one thread.</summary>
/// <remarks>
/// Records that stand nowhere but in the source are read again from there for many steps at once, in the order in which
/// they stand: for a usual run all in one go through the file.
/// </remarks>
internal sealed class PlanAssembly : IDisposable
{
    private const int KnownAtOnce = 1024;
    private const int SmallestBatch = 64 << 10;

    private readonly PlanBuilder _plan;
    private readonly KnownRecords _known;
    private readonly ItemRecords? _wanted;
    private readonly PlanSteps _waiting = new();
    private readonly List<MembershipEntry> _removals = [];
    private readonly long _batchBytes;
    private int _nextRemoval;

    /// <summary>An assembly.</summary>
    /// <param name="input">What was compared.</param>
    /// <param name="plan">Takes the items.</param>
    public PlanAssembly(DiffInput input, PlanBuilder plan)
    {
        _plan = plan;
        _known = new KnownRecords(input.Membership.Records(), input.Membership.Layouts, input.Settings);
        _wanted = input.Wanted.Store.OpenRecords();
        _batchBytes = Math.Max(SmallestBatch, input.Wanted.MemoryBudget / 8);
    }

    /// <summary>What was counted, once all steps were taken.</summary>
    public SnapshotCounts Counts { get; } = new();

    /// <summary>Rejections that no longer mean anything.</summary>
    public List<(UInt128 KeyHash, Operation Operation)> Stale { get; } = [];

    /// <summary>Takes steps; they may be used for others when this returns.</summary>
    public void Take(PlanSteps steps)
    {
        Stale.AddRange(steps.Stale);
        _plan.CountStillRejected(steps.StillRejected);
        if (steps.Counts is { } counts)
        {
            Counts.Add(counts);
        }
        if (_wanted is null)
        {
            PlanAll(steps);
            return;
        }
        _waiting.Add(steps, ..);
        // Half for the steps, half for the records that they wait for.
        if (_waiting.Bytes >= _batchBytes / 2)
        {
            PlanWaiting(_wanted);
        }
    }

    /// <summary>Plans what still waits.</summary>
    public void Complete()
    {
        if (_wanted is not null)
        {
            PlanWaiting(_wanted);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _wanted?.Dispose();

    private void PlanWaiting(ItemRecords wanted)
    {
        var found = new FoundRecords(wanted, _batchBytes);
        for (var from = 0; from < _waiting.Count; )
        {
            from = found.Find(_waiting, from, out var steps);
            PlanAll(steps);
        }
        _waiting.Clear();
    }

    private void PlanAll(PlanSteps steps)
    {
        _removals.Clear();
        _nextRemoval = 0;
        for (var index = 0; index < steps.Count; index++)
        {
            ref readonly var step = ref steps[index];
            if (!step.IsRemoval)
            {
                _plan.Add(step.KeyHash, steps.Record(step), step.Decision);
            }
            else if (step.IsReplaced)
            {
                Replace(steps, index);
                index++;
            }
            else
            {
                _plan.Remove(step.KeyHash, KnownRecord(steps, index), step.Decision);
            }
        }
    }

    private void Replace(PlanSteps steps, int index)
    {
        ref readonly var removal = ref steps[index];
        ref readonly var addition = ref steps[index + 1];
        var known = KnownRecord(steps, index);
        if (removal.IsOfOtherKey)
        {
            _plan.ReplaceKey(removal.KeyHash, known, addition.KeyHash, steps.Record(addition));
        }
        else
        {
            _plan.Replace(addition.KeyHash, known, steps.Record(addition));
        }
    }

    private ReadOnlyMemory<byte> KnownRecord(PlanSteps steps, int index)
    {
        if (steps[index].IsHeld)
        {
            return steps.Record(steps[index]);
        }
        if (_nextRemoval == _removals.Count)
        {
            FindRemovals(steps, index);
        }
        return _known.Read(CollectionsMarshal.AsSpan(_removals), _nextRemoval++);
    }

    /// <summary>Looks ahead for the known items that come next: those that stand near each other are read at once.</summary>
    private void FindRemovals(PlanSteps steps, int from)
    {
        _removals.Clear();
        _nextRemoval = 0;
        for (var index = from; index < steps.Count && _removals.Count < KnownAtOnce; index++)
        {
            if (steps[index] is { IsRemoval: true, IsHeld: false })
            {
                _removals.Add(steps[index].Known);
            }
        }
    }
}
