using Rollcall.Core.Integrations;

namespace Rollcall.Core.Members;

/// <summary>Reads items of a cohort again, from the places of their members. For one thread at a time; several can be open.</summary>
public sealed class ItemRereader : IDisposable
{
    private readonly IMemberPlaces _places;
    private readonly IMemberRereader _rows;
    private readonly Forward _items = new();
    private readonly ItemMapper _mapper;

    /// <summary>A reader.</summary>
    /// <param name="places">Of the source, which was read with the mapping's columns.</param>
    /// <param name="mapping">The fields.</param>
    /// <param name="hasher">Of the sync; its own, since it is not for several threads.</param>
    public ItemRereader(IMemberPlaces places, Mapping mapping, ItemHasher hasher)
    {
        _places = places;
        _rows = places.OpenRereader();
        _mapper = new ItemMapper(mapping, hasher, _items);
    }

    /// <summary>Gives items again. That they are what they were is told by their hashes, which the sink has to compare.</summary>
    /// <param name="places">Ascending, and all with <see cref="MemberPlace.CanReread"/>; many at once are read faster.</param>
    /// <param name="items">Takes one item for each place, in the same order.</param>
    /// <exception cref="SourceException">The source cannot be read, or changed since it was read.</exception>
    public void Read(ReadOnlySpan<MemberPlace> places, IItemSink items)
    {
        var (invalid, read) = (_mapper.Invalid, _mapper.Read);
        _items.Next = items;
        _rows.Read(places, _mapper);
        if (_mapper.Invalid != invalid || _mapper.Read - read != places.Length)
        {
            throw _places.Changed(places[0]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _rows.Dispose();

    private sealed class Forward : IItemSink
    {
        public IItemSink? Next { get; set; }

        public void Add(UInt128 keyHash, ulong recordHash, ReadOnlySpan<byte> record, MemberPlace place) =>
            Next!.Add(keyHash, recordHash, record, place);
    }
}
