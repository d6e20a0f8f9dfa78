using System.Runtime.CompilerServices;
using Rollcall.Core.Members;

namespace Rollcall.Core.Snapshots;

/// <summary>
/// Writes what is different after a run, and what the new generation takes in: walks the outcomes and the generations that
/// are taken in, and looks for the outcomes' keys in those that stay. Marks that fade are only noted in the manifest. So a
/// small change costs little, however many entries there are.
/// </summary>
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

    private readonly MembershipReader _taken = membership.Read(firstTaken..);
    private readonly MembershipFinder _staying = membership.Find(..firstTaken);
    private readonly List<ItemLayout> _layouts = firstTaken == 0 ? [] : [.. membership.Layouts];
    private readonly LayoutBridge[] _bridges = [.. membership.Layouts.Select(old => new LayoutBridge(old, layout))];
    private byte[] _record = [];
    private int _recordBytes;
    private long _planned;
    private bool _isDifferent;

    // Where everything is passed by, it is counted anew.
    private long _present = firstTaken == 0 ? 0 : membership.Present;
    private long _inDoubt = firstTaken == 0 ? 0 : membership.InDoubt;

    /// <summary>Whether anything is different.</summary>
    public bool HasChanged =>
        _isDifferent || membership.Manifest.Generations.Take(firstTaken).Any(old => old != old.Fade(settings));

    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var isTaken = _taken.MoveNext();
        for (long keys = 0; isTaken || outcomes.Any; keys++)
        {
            if (keys % KeysBetweenChecks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
            if (!isTaken || (outcomes.Any && outcomes.KeyHash < _taken.Current.KeyHash))
            {
                Change(outcomes.KeyHash, _staying.Find(outcomes.KeyHash), mustWrite: false);
                continue;
            }
            if (outcomes.Any && outcomes.KeyHash == _taken.Current.KeyHash)
            {
                Change(outcomes.KeyHash, _taken.Current, mustWrite: true);
            }
            else
            {
                Take(_taken.Current);
            }
            isTaken = _taken.MoveNext();
        }
    }

    /// <summary>What the new manifest says.</summary>
    /// <param name="generation">The generation that was written; null: none, since nothing is left to say in it.</param>
    public ManifestDocument Manifest(ManifestGeneration? generation) =>
        new()
        {
            Version = ManifestDocument.CurrentVersion,
            Present = _present,
            InDoubt = _inDoubt,
            Layouts = [.. _layouts.Select(ManifestLayout.Of)],
            Generations =
            [
                .. membership.Manifest.Generations.Take(firstTaken).Select(old => old.Fade(settings)),
                .. generation is null ? [] : new[] { generation },
            ],
        };

    /// <summary>An entry that the run did not touch, of a generation that is taken in.</summary>
    private void Take(in MembershipEntry entry)
    {
        var standing = StandingRules.Fade(entry.Standing, settings).With(cameBack: false);
        _isDifferent |= standing != entry.Standing;
        if (firstTaken == 0)
        {
            Count(standing, 1);
        }
        Write(entry, standing);
    }

    /// <summary>A key that the run touched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Change(UInt128 keyHash, MembershipEntry? found, bool mustWrite)
    {
        var known = found ?? default;
        var before = StandingRules.Fade(known.Standing, settings);
        var (standing, newRecord) = Apply(keyHash, before, known);
        newRecord = newRecord && standing != Standing.Nothing && !HasRecord(known, _record.AsSpan(0, _recordBytes));
        if (firstTaken > 0)
        {
            Count(known.Standing, -1);
        }
        Count(standing, 1);
        _isDifferent |= newRecord || standing != known.Standing;
        // An entry that stays where it is loses the marks that fade.
        if (!mustWrite && !newRecord && standing == before.With(cameBack: false))
        {
            return;
        }
        if (newRecord || (standing != Standing.Nothing && known.Standing == Standing.Nothing))
        {
            WriteRecord(keyHash, standing, _record.AsSpan(0, _recordBytes), layout, _planned);
        }
        else
        {
            Write(known, standing);
        }
    }

    /// <summary>Applies all outcomes of a key, and keeps the record of the last of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
        (_recordBytes, _planned) = (record.Length, outcomes.RecordOffset);
    }

    private bool HasRecord(in MembershipEntry entry, ReadOnlySpan<byte> record) =>
        entry.Standing != Standing.Nothing
        && membership.Layouts[entry.Place.Layout].Equals(layout)
        && entry.RecordHash == ItemHasher.RecordHash(record);

    private void Write(in MembershipEntry known, Standing standing)
    {
        if (standing == Standing.Nothing)
        {
            // Generations that stay may know the key: this entry says that it is gone.
            if (firstTaken > 0)
            {
                writer.Write(new MembershipEntry(known.KeyHash, 0, standing, default));
            }
        }
        else if (known.Place.Generation < firstTaken)
        {
            writer.Write(new MembershipEntry(known.KeyHash, known.RecordHash, standing, known.Place));
        }
        else
        {
            Copy(known, standing);
        }
    }

    /// <summary>Copies the record of a generation that is taken in, in the run's layout where the item keeps its key.</summary>
    private void Copy(in MembershipEntry entry, Standing standing)
    {
        var record = _taken.Record(entry).Span;
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WriteRecord(
        UInt128 keyHash,
        Standing standing,
        ReadOnlySpan<byte> record,
        ItemLayout of,
        long planned = 0
    )
    {
        var place = new RecordPlace(firstTaken, NumberOf(of), writer.WriteRecord(record, planned));
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

    private void Count(Standing standing, int by)
    {
        _present += standing.State == MemberState.Present ? by : 0;
        _inDoubt += standing.State == MemberState.InDoubt ? by : 0;
    }
}
