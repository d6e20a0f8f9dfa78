using System.Runtime.CompilerServices;
using Rollcall.Core.Members;

namespace Rollcall.Core.Snapshots;

/// <summary>Reads a membership's entries in the order of their key hashes: of each key the newest generation's.</summary>
internal sealed class MembershipReader
{
    private readonly GenerationReader[] _generations;
    private readonly bool[] _open;
    private readonly RecordsFile?[] _records;

    public MembershipReader(IEnumerable<GenerationReader> generations, IEnumerable<RecordsFile?> records)
    {
        _generations = [.. generations];
        _records = [.. records];
        _open = [.. _generations.Select(generation => generation.MoveNext())];
    }

    public MembershipEntry Current { get; private set; }

    /// <summary>The generation that the current entry is in.</summary>
    public int Newest { get; private set; }

    /// <summary>The oldest generation that knows the current key.</summary>
    public int Oldest { get; private set; }

    /// <summary>Moves to the next key, tombstones included.</summary>
    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool MoveNext()
    {
        if (_generations.Length == 1)
        {
            return MoveNextInBase();
        }
        var key = UInt128.MaxValue;
        var any = false;
        for (var index = 0; index < _generations.Length; index++)
        {
            if (_open[index] && (!any || _generations[index].Current.KeyHash < key))
            {
                (key, any, Oldest) = (_generations[index].Current.KeyHash, true, index);
            }
        }
        if (any)
        {
            Take(key);
        }
        return any;
    }

    /// <summary>The record of an entry; valid until the next call for the same generation.</summary>
    public ReadOnlyMemory<byte> Record(in MembershipEntry entry)
    {
        var place = entry.Place;
        var record =
            place.Generation < _records.Length && _records[place.Generation] is { } file
                ? file.Read(place.Offset)
                : throw new DamagedStateException("A membership file names a records file that its manifest does not.");
        return ItemHasher.RecordHash(record.Span) == entry.RecordHash
            ? record
            : throw new DamagedStateException("A membership file names a record that does not match its hash.");
    }

    // The usual case after a compaction, and the one that all members pass through.
    private bool MoveNextInBase()
    {
        if (!_open[0])
        {
            return false;
        }
        Current = _generations[0].Current;
        _open[0] = _generations[0].MoveNext();
        return true;
    }

    private void Take(UInt128 key)
    {
        for (var index = Oldest; index < _generations.Length; index++)
        {
            var generation = _generations[index];
            if (_open[index] && generation.Current.KeyHash == key)
            {
                (Current, Newest) = (generation.Current, index);
                _open[index] = generation.MoveNext();
            }
        }
    }
}
