using Rollcall.Core.Members;

namespace Rollcall.Core.Snapshots;

/// <summary>Where records are that do not stand with their entries. Safe for use from several threads at once.</summary>
/// <param name="Source">The members' places.</param>
/// <param name="OpenRereader">Reads items again from their source.</param>
internal sealed record RecordOrigin(IMemberPlaces Source, Func<ItemRereader> OpenRereader);

/// <summary>Sees the record of an entry.</summary>
/// <param name="index">Of the entry among those that were asked for.</param>
/// <param name="record">Valid during the call.</param>
internal delegate void RecordVisitor(int index, ReadOnlySpan<byte> record);

/// <summary>Reads the records of entries: from their source again, or from where they were kept. For one thread; others have their own.</summary>
internal sealed class ItemRecords(RecordOrigin? origin, IReadOnlyList<RecordSpool> spools) : IDisposable
{
    private readonly RecordSpool.Reader[] _spools = [.. spools.Select(spool => spool.Read())];
    private readonly Rereads _rereads = new();
    private ItemRereader? _rereader;
    private MemberPlace[] _places = [];

    /// <summary>Reads records, each once, in no particular order.</summary>
    /// <param name="entries">Ascending by place: near ones come with one read, and files are gone through once.</param>
    /// <param name="visit">Sees each.</param>
    /// <exception cref="SourceException">The source changed since it was read.</exception>
    public void Read(ReadOnlyMemory<ItemEntry> entries, RecordVisitor visit)
    {
        var again = 0;
        _places = _places.Length >= entries.Length ? _places : new MemberPlace[entries.Length];
        _rereads.Begin(entries, visit);
        for (var index = 0; index < entries.Length; index++)
        {
            var place = new MemberPlace(entries.Span[index].Place);
            if (place.CanReread)
            {
                _rereads.Expect(index);
                _places[again++] = place;
            }
            else
            {
                visit(index, Kept(entries.Span[index].Place));
            }
        }
        if (again > 0)
        {
            ReadAgain(_places.AsSpan(0, again));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _rereader?.Dispose();

    private ReadOnlySpan<byte> Kept(ulong place)
    {
        foreach (var spool in _spools)
        {
            if (spool.TryRead(place, out var record))
            {
                return record;
            }
        }
        throw new InvalidOperationException("The record of an item was not kept.");
    }

    private void ReadAgain(ReadOnlySpan<MemberPlace> places)
    {
        var source = origin ?? throw new InvalidOperationException("Nothing says where to read items again.");
        _rereader ??= source.OpenRereader();
        _rereader.Read(places, _rereads);
        if (_rereads.Changed is { } changed)
        {
            throw source.Source.Changed(changed);
        }
    }

    /// <summary>Takes what is read again, and makes sure that it is what it was.</summary>
    private sealed class Rereads : IItemSink
    {
        private ReadOnlyMemory<ItemEntry> _entries;
        private RecordVisitor? _visit;
        private int[] _expected = [];
        private int _count;
        private int _next;

        public MemberPlace? Changed { get; private set; }

        public void Begin(ReadOnlyMemory<ItemEntry> entries, RecordVisitor visit)
        {
            (_entries, _visit, _count, _next) = (entries, visit, 0, 0);
            _expected = _expected.Length >= entries.Length ? _expected : new int[entries.Length];
        }

        public void Expect(int index) => _expected[_count++] = index;

        public void Add(UInt128 keyHash, ulong recordHash, ReadOnlySpan<byte> record, MemberPlace place)
        {
            var index = _expected[_next++];
            ref readonly var entry = ref _entries.Span[index];
            if (entry.KeyHash != keyHash || entry.RecordHash != recordHash)
            {
                Changed ??= place;
                return;
            }
            _visit!(index, record);
        }
    }
}
