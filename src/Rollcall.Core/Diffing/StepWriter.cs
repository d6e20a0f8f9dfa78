using Rollcall.Core.Integrations;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Diffing;

/// <summary>Collects what a pass decides, and hands it on in pieces of bounded size. For one thread.</summary>
/// <param name="wanted">Gives the records of wanted items, where they stand with them.</param>
internal sealed class StepWriter(SnapshotReader wanted)
{
    private const int PieceSteps = 1024;
    private const int PieceBytes = 128 << 10;

    private Func<PlanSteps> _new = () => new PlanSteps();
    private Action<PlanSteps> _handOn = _ => { };
    private PlanSteps _piece = new();

    /// <summary>Begins a part.</summary>
    /// <param name="open">Makes an empty piece.</param>
    /// <param name="handOn">Takes a piece, which is not touched after that.</param>
    public void Begin(Func<PlanSteps> open, Action<PlanSteps> handOn)
    {
        (_new, _handOn) = (open, handOn);
        _piece = open();
    }

    /// <summary>Ends the part.</summary>
    public void End(SnapshotCounts? counts)
    {
        (_piece.Counts, _piece.EndsPart) = (counts, true);
        _handOn(_piece);
    }

    /// <summary>Counts a wanted item that waits because it was rejected.</summary>
    public void CountStillRejected() => _piece.StillRejected++;

    /// <summary>Notes a rejection that no longer means anything.</summary>
    public void AddStale(UInt128 keyHash, Operation operation) => _piece.Stale.Add((keyHash, operation));

    /// <summary>The present wanted item is added.</summary>
    public void Add(in ItemDecision how)
    {
        MakeRoom();
        AddWanted(how);
    }

    /// <summary>A known item is removed.</summary>
    public void Remove(in MembershipEntry known, in ItemDecision how)
    {
        MakeRoom();
        _piece.Add(PlanStep.Remove(known, how, isReplaced: false));
    }

    /// <summary>A known item is removed, and the present wanted one with the same key is added.</summary>
    public void Replace(in MembershipEntry known, in ItemDecision how)
    {
        MakeRoom();
        _piece.Add(PlanStep.Remove(known, how, isReplaced: true));
        AddWanted(how);
    }

    /// <summary>An item that was sent under another key is removed.</summary>
    public void RemoveOther(OtherKeys other)
    {
        MakeRoom();
        _piece.Add(PlanStep.RemoveOther(other.OldHash, other.Decision, isReplaced: false), other.Record.Span);
    }

    /// <summary>An item that was sent under another key is removed, and the present wanted one, which has that key now, is added.</summary>
    public void ReplaceOther(OtherKeys other)
    {
        MakeRoom();
        _piece.Add(PlanStep.RemoveOther(other.OldHash, other.Decision, isReplaced: true), other.Record.Span);
        AddWanted(default);
    }

    private void AddWanted(in ItemDecision how)
    {
        if (wanted.Current.IsHeld)
        {
            _piece.Add(PlanStep.Add(wanted.Current, how), wanted.Record.Span);
        }
        else
        {
            _piece.Add(PlanStep.Add(wanted.Current, how));
        }
    }

    // Before a step, never between a removal and the addition that belongs to it.
    private void MakeRoom()
    {
        if (_piece.Count >= PieceSteps || _piece.Bytes >= PieceBytes)
        {
            _handOn(_piece);
            _piece = _new();
        }
    }
}
