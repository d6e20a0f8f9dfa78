using System.Runtime.CompilerServices;
using Rollcall.Core.Integrations;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Diffing;

/// <summary>One pass over cohort, baseline and rejections side by side, all in the order of key hashes.</summary>
internal sealed class DiffPass(
    SnapshotReader wanted,
    BaselineReader known,
    IRejections rejections,
    OtherKeys? others,
    DiffSettings settings,
    PlanBuilder plan
)
{
    private const int KeysBetweenChecks = 1 << 14;

    private readonly ItemRules _rules = new(settings);
    private readonly List<(UInt128 KeyHash, Operation Operation)> _stale = [];

    /// <summary>Rejections that no longer mean anything.</summary>
    public IReadOnlyList<(UInt128 KeyHash, Operation Operation)> Stale => _stale;

    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(CancellationToken cancellation)
    {
        var cursor = new RejectionCursor(rejections, _stale);
        var (isWanted, isKnown) = (wanted.MoveNext(), known.MoveNext());
        for (long keys = 0; isWanted || isKnown; keys++)
        {
            if (keys % KeysBetweenChecks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
            var hasWanted = isWanted && (!isKnown || wanted.KeyHash <= known.KeyHash);
            var hasKnown = isKnown && (!isWanted || known.KeyHash <= wanted.KeyHash);
            Visit(cursor, hasWanted, hasKnown);
            isWanted = hasWanted ? wanted.MoveNext() : isWanted;
            isKnown = hasKnown ? known.MoveNext() : isKnown;
        }
        cursor.Finish();
        RemoveOthersBefore(null);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Visit(RejectionCursor cursor, bool isWanted, bool isKnown)
    {
        var keyHash = isWanted ? wanted.KeyHash : known.KeyHash;
        cursor.MoveTo(keyHash);
        if (isWanted && isKnown && cursor.Add is null && cursor.Remove is null && IsAsWanted())
        {
            MeetOthers(keyHash);
            return;
        }
        if (!isWanted && known.HasOtherKey)
        {
            NoteStaleAdd(cursor, keyHash, isStale: true);
            return;
        }
        var decision = _rules.Decide(
            new ItemSituation(
                isWanted,
                isWanted ? wanted.RecordHash : 0,
                isKnown ? known.Standing : Standing.Nothing,
                isKnown ? known.RecordHash : 0,
                cursor.Add,
                cursor.Remove
            )
        );
        NoteStale(cursor, keyHash, decision);
        if (!isWanted || decision.StillRejected || !MeetOthers(keyHash))
        {
            Plan(keyHash, decision);
        }
    }

    // What nearly all keys of a usual run are: decided without the rules.
    private bool IsAsWanted() =>
        !settings.Full && known.Standing.State == MemberState.Present && known.RecordHash == wanted.RecordHash;

    private void Plan(UInt128 keyHash, in ItemDecision decision)
    {
        if (decision.StillRejected)
        {
            plan.CountStillRejected();
        }
        switch (decision.Step)
        {
            case ItemStep.Add:
                plan.Add(keyHash, wanted.Record, decision);
                break;
            case ItemStep.Remove:
                plan.Remove(keyHash, known.Record, decision);
                break;
            case ItemStep.Replace:
                plan.Replace(keyHash, known.Record, wanted.Record);
                break;
        }
    }

    private void NoteStale(RejectionCursor cursor, UInt128 keyHash, in ItemDecision decision)
    {
        NoteStaleAdd(cursor, keyHash, decision.StaleAdd);
        if (cursor.Remove is not null && decision.StaleRemove)
        {
            _stale.Add((keyHash, Operation.Remove));
        }
    }

    private void NoteStaleAdd(RejectionCursor cursor, UInt128 keyHash, bool isStale)
    {
        if (cursor.Add is not null && isStale)
        {
            _stale.Add((keyHash, Operation.Add));
        }
    }

    /// <summary>Pairs the wanted item with one that was sent under another key; the item is planned then.</summary>
    private bool MeetOthers(UInt128 keyHash)
    {
        if (others is null)
        {
            return false;
        }
        RemoveOthersBefore(keyHash);
        if (!others.Has(keyHash))
        {
            return false;
        }
        var decision = others.Decision;
        if (decision.Lane == Lane.SettlingRemoves)
        {
            // The removal must wait, and the add comes behind it: with the next run.
            plan.Remove(others.OldHash, others.Record, decision);
        }
        else
        {
            plan.ReplaceKey(others.OldHash, others.Record, keyHash, wanted.Record);
        }
        others.MoveNext();
        return true;
    }

    private void RemoveOthersBefore(UInt128? keyHash)
    {
        while (others is { Any: true } && (keyHash is not { } key || others.IsBefore(key)))
        {
            plan.Remove(others.OldHash, others.Record, others.Decision);
            others.MoveNext();
        }
    }
}
