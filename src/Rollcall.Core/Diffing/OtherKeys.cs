using System.Buffers.Binary;
using Rollcall.Core.Members;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Diffing;

/// <summary>
/// Items that were sent under other key fields than the run's layout has, sorted by the key that they have in it. All
/// of them go; where a wanted item has that key now, it is added after the removal, which would hit it otherwise.
/// </summary>
internal sealed class OtherKeys : IDisposable
{
    private const long MemoryBudget = 32 << 20;
    private const int HeaderBytes = 33;
    private const ulong LowBits = uint.MaxValue;

    private readonly Snapshot _items;
    private readonly SnapshotReader _reader;
    private bool _any;

    private OtherKeys(Snapshot items)
    {
        _items = items;
        _reader = items.Read();
        _any = _reader.MoveNext();
    }

    /// <summary>The key that the item was sent under: by it the membership knows it.</summary>
    public UInt128 OldHash => BinaryPrimitives.ReadUInt128LittleEndian(_reader.Record.Span);

    /// <summary>Its record in the run's layout.</summary>
    public ReadOnlyMemory<byte> Record => _reader.Record[HeaderBytes..];

    /// <summary>How it is removed.</summary>
    public ItemDecision Decision
    {
        get
        {
            var bits = _reader.Record.Span[HeaderBytes - 1];
            return new ItemDecision
            {
                Step = ItemStep.Remove,
                Lane = (Lane)(bits >> 1),
                First = (bits & 1) != 0,
            };
        }
    }

    /// <summary>Finds them in a membership; null: there are none.</summary>
    /// <param name="wanted">The cohort: an item in it with the very key text that was sent stays what it is.</param>
    /// <param name="membership">The baseline.</param>
    /// <param name="rejections">What is outstanding: a removal refused not long ago waits.</param>
    /// <param name="settings">The rules.</param>
    /// <param name="temporaryFolder">For what does not fit in memory.</param>
    /// <param name="cancellation">Stops.</param>
    public static OtherKeys? Find(
        Snapshot wanted,
        Membership membership,
        IRejections rejections,
        DiffSettings settings,
        string temporaryFolder,
        CancellationToken cancellation
    )
    {
        if (membership.Layouts.All(layout => new LayoutBridge(layout, settings.Layout).KeepsKey))
        {
            return null;
        }
        using var builder = new SnapshotBuilder(temporaryFolder, MemoryBudget, holdRecords: true);
        var collector = new Collector(
            builder.OpenLanes(1)[0],
            new ItemHasher(settings.Layout, settings.HashSeed),
            new ItemRules(settings)
        );
        collector.Collect(wanted, new BaselineReader(membership, settings), RejectionCursor.OfAll(rejections));
        return new OtherKeys(builder.Complete(cancellation));
    }

    /// <summary>Whether the present item comes before a key, so that no wanted item has its own.</summary>
    public bool IsBefore(UInt128 keyHash) => _any && _reader.KeyHash >> 32 < keyHash >> 32;

    /// <summary>Whether the present item has a key now.</summary>
    public bool Has(UInt128 keyHash) => _any && _reader.KeyHash >> 32 == keyHash >> 32 && NewHash == keyHash;

    /// <summary>Whether there is a present item.</summary>
    public bool Any => _any;

    public void MoveNext() => _any = _reader.MoveNext();

    public void Dispose()
    {
        _reader.Dispose();
        _items.Dispose();
    }

    private UInt128 NewHash => BinaryPrimitives.ReadUInt128LittleEndian(_reader.Record.Span[16..]);

    private sealed class Collector(IItemSink items, ItemHasher hasher, ItemRules rules)
    {
        private byte[] _payload = new byte[1024];

        public void Collect(Snapshot wanted, BaselineReader known, RejectionCursor rejections)
        {
            using var cohort = wanted.Read();
            var any = cohort.MoveNext();
            while (known.MoveNext())
            {
                while (any && cohort.KeyHash < known.KeyHash)
                {
                    any = cohort.MoveNext();
                }
                if (known.HasOtherKey && !(any && cohort.KeyHash == known.KeyHash))
                {
                    rejections.MoveTo(known.KeyHash);
                    Decide(known, rejections.Remove);
                }
            }
        }

        private void Decide(BaselineReader known, Rejection? remove)
        {
            var decision = rules.Decide(new ItemSituation(false, 0, known.Standing, known.RecordHash, null, remove));
            if (decision.Step == ItemStep.Remove)
            {
                Put(known, decision);
            }
        }

        private void Put(BaselineReader known, in ItemDecision decision)
        {
            var record = known.Record.Span;
            if (_payload.Length < HeaderBytes + record.Length)
            {
                _payload = new byte[(HeaderBytes + record.Length) * 2];
            }
            // Without a key in the new layout it meets nothing: its old hash serves for sorting.
            var newHash = known.Bridge!.HasKey(record) ? hasher.KeyHash(record) : UInt128.Zero;
            BinaryPrimitives.WriteUInt128LittleEndian(_payload, known.KeyHash);
            BinaryPrimitives.WriteUInt128LittleEndian(_payload.AsSpan(16), newHash);
            _payload[HeaderBytes - 1] = (byte)(((int)decision.Lane << 1) | (decision.First ? 1 : 0));
            record.CopyTo(_payload.AsSpan(HeaderBytes));
            // Several old items may have one key now: the old hash's low bits keep them apart, and in this order.
            var sortBy =
                newHash == UInt128.Zero
                    ? known.KeyHash
                    : (newHash & ~(UInt128)LowBits) | ((ulong)known.KeyHash & LowBits);
            items.Add(sortBy, 0, _payload.AsSpan(0, HeaderBytes + record.Length), default);
        }
    }
}
