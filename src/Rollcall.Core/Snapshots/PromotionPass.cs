using Rollcall.Core.Members;

namespace Rollcall.Core.Snapshots;

/// <summary>One pass over a membership and a plan's outcomes: writes what is different, and what the new generation takes in.</summary>
internal sealed class PromotionPass(
    Membership membership,
    ItemLayout layout,
    OutcomeStream outcomes,
    PromotionSettings settings,
    GenerationWriter writer,
    int firstTaken
)
{
    private const int KeysBetweenChecks = 1 << 14;

    private readonly MembershipReader _known = membership.Read();
    private readonly List<ItemLayout> _layouts = firstTaken == 0 ? [] : [.. membership.Layouts];
    private readonly LayoutBridge[] _bridges = [.. membership.Layouts.Select(old => new LayoutBridge(old, layout))];
    private byte[] _record = [];
    private int _recordBytes;
    private long _present;
    private long _inDoubt;
    private long _cameBack;

    /// <summary>Whether anything is different.</summary>
    public bool HasChanged { get; private set; }

    public void Run(CancellationToken cancellation)
    {
        var isKnown = _known.MoveNext();
        for (long keys = 0; isKnown || outcomes.Any; keys++)
        {
            if (keys % KeysBetweenChecks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
            var hasKnown = isKnown && (!outcomes.Any || _known.Current.KeyHash <= outcomes.KeyHash);
            if (hasKnown)
            {
                Visit(_known.Current, outcomes.Any && _known.Current.KeyHash == outcomes.KeyHash);
                isKnown = _known.MoveNext();
            }
            else
            {
                VisitNew();
            }
        }
    }

    /// <summary>What the new manifest says.</summary>
    /// <param name="generation">The generation that was written; null: none, since nothing is different.</param>
    public ManifestDocument Manifest(ManifestGeneration? generation) =>
        new()
        {
            Version = ManifestDocument.CurrentVersion,
            Present = _present,
            InDoubt = _inDoubt,
            CameBack = _cameBack,
            Layouts = [.. _layouts.Select(ManifestLayout.Of)],
            Generations =
            [
                .. membership.Manifest.Generations.Take(firstTaken),
                .. generation is null ? [] : new[] { generation },
            ],
        };

    private void Visit(in MembershipEntry entry, bool hasOutcome)
    {
        var before = StandingRules.Fade(entry.Standing, settings);
        var (standing, newRecord) = hasOutcome
            ? Apply(entry.KeyHash, before, entry)
            : (before.With(cameBack: false), false);
        newRecord = newRecord && !HasRecord(entry, _record.AsSpan(0, _recordBytes));
        Count(standing);
        var isDifferent = newRecord || standing != entry.Standing;
        HasChanged |= isDifferent;
        if (!isDifferent && _known.Newest < firstTaken)
        {
            return;
        }
        if (standing != Standing.Nothing)
        {
            Write(entry, standing, newRecord);
        }
        else if (_known.Oldest < firstTaken)
        {
            // Older generations that stay know the key: this entry says that it is gone.
            writer.Write(new MembershipEntry(entry.KeyHash, 0, standing, default));
        }
    }

    private void VisitNew()
    {
        var keyHash = outcomes.KeyHash;
        var (standing, _) = Apply(keyHash, Standing.Nothing, default);
        Count(standing);
        if (standing != Standing.Nothing)
        {
            HasChanged = true;
            WriteRecord(keyHash, standing, _record.AsSpan(0, _recordBytes), layout);
        }
    }

    /// <summary>Applies all outcomes of a key, and keeps the record of the last of them.</summary>
    private (Standing Standing, bool NewRecord) Apply(UInt128 keyHash, Standing standing, in MembershipEntry known)
    {
        var newRecord = false;
        while (outcomes.Any && outcomes.KeyHash == keyHash)
        {
            var change = StandingRules.Apply(
                standing,
                outcomes.Operation,
                HasRecord(known, outcomes.Record),
                outcomes.Outcome,
                outcomes.MayLand
            );
            if (change.NewRecord || !newRecord)
            {
                Keep(outcomes.Record);
            }
            (standing, newRecord) = (change.Standing, newRecord || change.NewRecord);
            outcomes.MoveNext();
        }
        return (standing, newRecord);
    }

    private void Keep(ReadOnlySpan<byte> record)
    {
        if (_record.Length < record.Length)
        {
            _record = new byte[record.Length * 2];
        }
        record.CopyTo(_record);
        _recordBytes = record.Length;
    }

    private bool HasRecord(in MembershipEntry entry, ReadOnlySpan<byte> record) =>
        entry.Standing != Standing.Nothing
        && membership.Layouts[entry.Place.Layout].Equals(layout)
        && entry.RecordHash == ItemHasher.RecordHash(record);

    private void Write(in MembershipEntry entry, Standing standing, bool newRecord)
    {
        if (newRecord || entry.Standing == Standing.Nothing)
        {
            WriteRecord(entry.KeyHash, standing, _record.AsSpan(0, _recordBytes), layout);
        }
        else if (entry.Place.Generation < firstTaken)
        {
            writer.Write(new MembershipEntry(entry.KeyHash, entry.RecordHash, standing, entry.Place));
        }
        else
        {
            Copy(entry, standing);
        }
    }

    /// <summary>Copies the record of a generation that is taken in, in the run's layout where the item keeps its key.</summary>
    private void Copy(in MembershipEntry entry, Standing standing)
    {
        var record = _known.Record(entry).Span;
        var own = membership.Layouts[entry.Place.Layout];
        var bridge = _bridges[entry.Place.Layout];
        if (bridge.KeepsKey && !own.Equals(layout))
        {
            WriteRecord(entry.KeyHash, standing, bridge.Bring(record), layout);
        }
        else
        {
            WriteRecord(entry.KeyHash, standing, record, own);
        }
    }

    private void WriteRecord(UInt128 keyHash, Standing standing, ReadOnlySpan<byte> record, ItemLayout of)
    {
        var place = new RecordPlace(firstTaken, NumberOf(of), writer.WriteRecord(record));
        writer.Write(new MembershipEntry(keyHash, ItemHasher.RecordHash(record), standing, place));
    }

    private int NumberOf(ItemLayout of)
    {
        for (var number = 0; number < _layouts.Count; number++)
        {
            if (ReferenceEquals(_layouts[number], of) || _layouts[number].Equals(of))
            {
                return number;
            }
        }
        _layouts.Add(of);
        return _layouts.Count - 1;
    }

    private void Count(Standing standing)
    {
        _present += standing.State == MemberState.Present ? 1 : 0;
        _inDoubt += standing.State == MemberState.InDoubt ? 1 : 0;
        _cameBack += standing.CameBack ? 1 : 0;
    }
}
