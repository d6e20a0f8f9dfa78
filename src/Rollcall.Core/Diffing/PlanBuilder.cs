using Rollcall.Core.Integrations;

namespace Rollcall.Core.Diffing;

/// <summary>Puts decided items into the lanes of a plan, those that cannot be written into a request aside, and counts.</summary>
internal sealed class PlanBuilder(DiffSettings settings, PlanWriter writer)
{
    private long _add;
    private long _remove;
    private long _change;
    private long _stillRejected;

    public PlanSummary Summary =>
        new()
        {
            Add = _add,
            Remove = _remove,
            Change = _change,
            StillRejected = _stillRejected,
            ReplacedFrom = writer.Count(Lane.Removes, Rank.First) + writer.Count(Lane.Removes, Rank.Rest),
        };

    /// <summary>Counts wanted items that wait because they were rejected.</summary>
    public void CountStillRejected(long items) => _stillRejected += items;

    /// <summary>Plans an add.</summary>
    public void Add(UInt128 keyHash, ReadOnlyMemory<byte> record, in ItemDecision how)
    {
        Count(how.IsChange, ref _add);
        Put(CanAdd(record) ? how.Lane : Lane.UnsendableAdds, keyHash, record, how);
    }

    /// <summary>Plans a remove.</summary>
    public void Remove(UInt128 keyHash, ReadOnlyMemory<byte> record, in ItemDecision how)
    {
        Count(how.IsChange, ref _remove);
        Put(CanRemove(record) ? how.Lane : Lane.UnsendableRemoves, keyHash, record, how);
    }

    /// <summary>Plans to remove an item as it is and to add it as it is wanted. If either cannot be sent, neither is: the item stays.</summary>
    public void Replace(UInt128 keyHash, ReadOnlyMemory<byte> known, ReadOnlyMemory<byte> wanted)
    {
        _change++;
        if (!CanAdd(wanted))
        {
            writer.Add(Lane.UnsendableAdds, Rank.Rest, keyHash, wanted.Span, isChange: true);
        }
        else if (!CanRemove(known))
        {
            writer.Add(Lane.UnsendableRemoves, Rank.Rest, keyHash, known.Span, isChange: true);
        }
        else
        {
            PutPair(keyHash, known, keyHash, wanted, isChange: true);
        }
    }

    /// <summary>Plans to remove an item that was sent under another key, and to add what has that key now once that is done. If either cannot be sent, the other goes alone.</summary>
    public void ReplaceKey(UInt128 oldHash, ReadOnlyMemory<byte> known, UInt128 keyHash, ReadOnlyMemory<byte> wanted)
    {
        _add++;
        _remove++;
        var (canAdd, canRemove) = (CanAdd(wanted), CanRemove(known));
        if (canAdd && canRemove)
        {
            PutPair(oldHash, known, keyHash, wanted, isChange: false);
            return;
        }
        writer.Add(canAdd ? Lane.Adds : Lane.UnsendableAdds, Rank.Rest, keyHash, wanted.Span, isChange: false);
        writer.Add(canRemove ? Lane.Removes : Lane.UnsendableRemoves, Rank.Rest, oldHash, known.Span, isChange: false);
    }

    /// <summary>Completes the plan.</summary>
    public void Complete() => writer.Complete(settings.Layout, Summary, settings.Durable);

    private bool CanAdd(ReadOnlyMemory<byte> record) => settings.WhyNot(Operation.Add, record) is null;

    private bool CanRemove(ReadOnlyMemory<byte> record) => settings.WhyNot(Operation.Remove, record) is null;

    private void Count(bool isChange, ref long otherwise)
    {
        if (isChange)
        {
            _change++;
        }
        else
        {
            otherwise++;
        }
    }

    private void Put(Lane lane, UInt128 keyHash, ReadOnlyMemory<byte> record, in ItemDecision how) =>
        writer.Add(lane, how.First ? Rank.First : Rank.Rest, keyHash, record.Span, how.IsChange);

    private void PutPair(
        UInt128 oldHash,
        ReadOnlyMemory<byte> known,
        UInt128 keyHash,
        ReadOnlyMemory<byte> wanted,
        bool isChange
    )
    {
        writer.Add(Lane.Removes, Rank.Replaced, oldHash, known.Span, isChange);
        writer.Add(Lane.ReplacedAdds, Rank.Rest, keyHash, wanted.Span, isChange);
    }
}
