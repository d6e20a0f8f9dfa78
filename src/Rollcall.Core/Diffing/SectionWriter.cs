using System.Buffers.Binary;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Diffing;

/// <summary>Collects a section's items into blocks.</summary>
internal sealed class SectionWriter(ChecksummedFile file, Lane lane)
{
    private readonly byte[] _entries = new byte[PlanFile.BlockItems * PlanFile.EntryBytes];
    private byte[] _records = new byte[16 << 10];
    private int _items;
    private int _recordBytes;
    private long _changes;
    private UInt128 _last;
    private bool _sorted = true;

    /// <summary>Items so far.</summary>
    public long Count { get; private set; }

    /// <summary>First position (in the section) and offset of each block.</summary>
    public List<(long Start, long Offset)> Blocks { get; } = [];

    public void Add(UInt128 keyHash, ReadOnlySpan<byte> record, bool isChange)
    {
        if (_items == PlanFile.BlockItems || (_items > 0 && _recordBytes + record.Length > PlanFile.BlockRecordBytes))
        {
            Flush();
        }
        if (_recordBytes + record.Length > _records.Length)
        {
            Array.Resize(ref _records, Math.Max(_records.Length * 2, _recordBytes + record.Length));
        }
        record.CopyTo(_records.AsSpan(_recordBytes));
        _recordBytes += record.Length;
        var entry = _entries.AsSpan(_items++ * PlanFile.EntryBytes);
        BinaryPrimitives.WriteUInt128LittleEndian(entry, keyHash);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[16..], (uint)_recordBytes | (isChange ? PlanFile.ChangeBit : 0));
        _sorted &= Count == 0 || _last < keyHash;
        _last = keyHash;
        _changes += isChange ? 1 : 0;
        Count++;
    }

    public PlanSection Complete()
    {
        Flush();
        return new PlanSection(lane, Count, _changes, Blocks.Count, _sorted);
    }

    private void Flush()
    {
        if (_items == 0)
        {
            return;
        }
        Blocks.Add((Count - _items, file.Length));
        file.Write(_entries.AsSpan(0, _items * PlanFile.EntryBytes));
        file.Write(_records.AsSpan(0, _recordBytes));
        (_items, _recordBytes) = (0, 0);
    }
}
