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

/// <summary>Reads the records of entries again from their source. For one thread; others have their own.</summary>
/// <param name="origin">Where from; null: no entry can be read again.</param>
internal sealed class ItemRecords(RecordOrigin? origin) : IDisposable
{
    private readonly Rereads _rereads = new();
    private ItemRereader? _rereader;
    private MemberPlace[] _places = [];

    /// <summary>Reads records, each once, in the order of the entries.</summary>
    /// <param name="entries">Ascending by place: near ones come with one read, and files are gone through once.</param>
    /// <param name="visit">Sees each.</param>
    /// <exception cref="SourceException">The source changed since it was read.</exception>
    public void Read(ReadOnlyMemory<ItemEntry> entries, RecordVisitor visit)
    {
        if (entries.IsEmpty)
        {
            return;
        }
        var source = origin ?? throw new InvalidOperationException("Nothing says where to read items again.");
        _places = _places.Length >= entries.Length ? _places : new MemberPlace[entries.Length];
        var places = _places.AsSpan(0, entries.Length);
        for (var index = 0; index < places.Length; index++)
        {
            places[index] = new MemberPlace(entries.Span[index].Place);
        }
        _rereads.Begin(entries, visit);
        _rereader ??= source.OpenRereader();
        _rereader.Read(places, _rereads);
        if (_rereads.Changed is { } changed)
        {
            throw source.Source.Changed(changed);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _rereader?.Dispose();

    /// <summary>Takes what is read again, and makes sure that it is what it was.</summary>
    private sealed class Rereads : IItemSink
    {
        private ReadOnlyMemory<ItemEntry> _entries;
        private RecordVisitor? _visit;
        private int _next;

        public MemberPlace? Changed { get; private set; }

        public void Begin(ReadOnlyMemory<ItemEntry> entries, RecordVisitor visit) =>
            (_entries, _visit, _next) = (entries, visit, 0);

        public void Add(UInt128 keyHash, ulong recordHash, ReadOnlySpan<byte> record, MemberPlace place)
        {
            var index = _next++;
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
