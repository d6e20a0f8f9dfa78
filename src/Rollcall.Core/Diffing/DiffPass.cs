using System.Runtime.CompilerServices;
using Rollcall.Core.Integrations;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Diffing;

/// <summary>Goes through parts of cohort, baseline and rejections side by side, in the order of key hashes. For one thread.</summary>
internal sealed class DiffPass : IDisposable
{
    private const int KeysBetweenChecks = 1 << 14;

    private readonly DiffInput _input;
    private readonly SnapshotReader _wanted;
    private readonly BaselineReader _known;
    private readonly OtherKeys? _others;
    private readonly ItemRules _rules;
    private readonly StepWriter _steps;
    private readonly List<(UInt128 KeyHash, Operation Operation)> _unmet = [];
    private bool _isWanted;
    private bool _isKnown;

    /// <summary>A pass.</summary>
    /// <param name="input">What is compared.</param>
    /// <param name="others">Items that were sent under other keys; only where all parts are gone through in order by one pass.</param>
    public DiffPass(DiffInput input, OtherKeys? others)
    {
        (_input, _others) = (input, others);
        _wanted = new SnapshotReader(input.Wanted.Store);
        _known = new BaselineReader(input.Membership, input.Settings);
        _rules = new ItemRules(input.Settings);
        _steps = new StepWriter(_wanted);
    }

    /// <summary>Goes through one part.</summary>
    /// <param name="part">Which.</param>
    /// <param name="open">Makes an empty piece of a plan.</param>
    /// <param name="handOn">Takes the pieces in order.</param>
    /// <param name="cancellation">Stops.</param>
    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int part, Func<PlanSteps> open, Action<PlanSteps> handOn, CancellationToken cancellation)
    {
        _steps.Begin(open, handOn);
        var counts = _input.Wanted.IsCounted ? null : new SnapshotCounts();
        var rejections = Enter(part, counts);
        for (long keys = 0; _isWanted || _isKnown; keys++)
        {
            if (keys % KeysBetweenChecks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
            SkipAsWanted(rejections.Next ?? UInt128.MaxValue, rejections.Next is null);
            if (_isWanted || _isKnown)
            {
                VisitNext(rejections);
            }
        }
        rejections.Finish();
        if (part == _input.Wanted.Store.Parts - 1)
        {
            RemoveOthersBefore(null);
        }
        foreach (var (keyHash, operation) in _unmet)
        {
            _steps.AddStale(keyHash, operation);
        }
        _steps.End(counts);
    }

    /// <inheritdoc/>
    public void Dispose() => _wanted.Dispose();

    private RejectionCursor Enter(int part, SnapshotCounts? counts)
    {
        var (first, last) = (_input.Wanted.Store.First(part), _input.Wanted.Store.Last(part));
        _wanted.Enter(part, part + 1, counts);
        _known.Enter(first, last);
        (_isWanted, _isKnown) = (_wanted.MoveNext(), _known.MoveNext());
        _unmet.Clear();
        return new RejectionCursor(_input.RejectionsOf(part), _unmet);
    }

    /// <summary>
    /// Passes over what nearly all keys of a usual run are: wanted, and surely present with these values. Decided without
    /// the rules, up to the next rejection.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SkipAsWanted(UInt128 rejected, bool noneRejected)
    {
        if (_others is not null || _input.Settings.Full)
        {
            return;
        }
        while (
            _isWanted
            && _isKnown
            && _wanted.RecordHash == _known.RecordHash
            && _wanted.KeyHash == _known.KeyHash
            && _known.Standing.State == MemberState.Present
            && (noneRejected || _wanted.KeyHash < rejected)
        )
        {
            _isWanted = _wanted.MoveNext();
            _isKnown = _known.MoveNext();
        }
    }

    private void VisitNext(RejectionCursor rejections)
    {
        var hasWanted = _isWanted && (!_isKnown || _wanted.KeyHash <= _known.KeyHash);
        var hasKnown = _isKnown && (!_isWanted || _known.KeyHash <= _wanted.KeyHash);
        Visit(rejections, hasWanted, hasKnown);
        _isWanted = hasWanted ? _wanted.MoveNext() : _isWanted;
        _isKnown = hasKnown ? _known.MoveNext() : _isKnown;
    }

    private void Visit(RejectionCursor rejections, bool isWanted, bool isKnown)
    {
        var keyHash = isWanted ? _wanted.KeyHash : _known.KeyHash;
        rejections.MoveTo(keyHash);
        if (!isWanted && _known.HasOtherKey)
        {
            NoteStale(rejections, keyHash, add: true, remove: false);
            return;
        }
        var decision = _rules.Decide(
            new ItemSituation(
                isWanted,
                isWanted ? _wanted.RecordHash : 0,
                isKnown ? _known.Standing : Standing.Nothing,
                isKnown ? _known.RecordHash : 0,
                rejections.Add,
                rejections.Remove
            )
        );
        NoteStale(rejections, keyHash, decision.StaleAdd, decision.StaleRemove);
        if (!isWanted || decision.StillRejected || !MeetOthers(keyHash))
        {
            Plan(decision);
        }
    }

    private void Plan(in ItemDecision decision)
    {
        if (decision.StillRejected)
        {
            _steps.CountStillRejected();
        }
        switch (decision.Step)
        {
            case ItemStep.Add:
                _steps.Add(decision);
                break;
            case ItemStep.Remove:
                _steps.Remove(_known.Entry, decision);
                break;
            case ItemStep.Replace:
                _steps.Replace(_known.Entry, decision);
                break;
        }
    }

    private void NoteStale(RejectionCursor rejections, UInt128 keyHash, bool add, bool remove)
    {
        if (rejections.Add is not null && add)
        {
            _unmet.Add((keyHash, Operation.Add));
        }
        if (rejections.Remove is not null && remove)
        {
            _unmet.Add((keyHash, Operation.Remove));
        }
    }

    /// <summary>Pairs the wanted item with one that was sent under another key; the item is planned then.</summary>
    private bool MeetOthers(UInt128 keyHash)
    {
        if (_others is null)
        {
            return false;
        }
        RemoveOthersBefore(keyHash);
        if (!_others.Has(keyHash))
        {
            return false;
        }
        if (_others.Decision.Lane == Lane.SettlingRemoves)
        {
            // The removal must wait, and the add comes behind it: with the next run.
            _steps.RemoveOther(_others);
        }
        else
        {
            _steps.ReplaceOther(_others);
        }
        _others.MoveNext();
        return true;
    }

    private void RemoveOthersBefore(UInt128? keyHash)
    {
        while (_others is { Any: true } && (keyHash is not { } key || _others.IsBefore(key)))
        {
            _steps.RemoveOther(_others);
            _others.MoveNext();
        }
    }
}
