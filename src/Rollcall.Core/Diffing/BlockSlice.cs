using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Diffing;

/// <summary>Some consecutive items of one block of a plan, in pooled memory.</summary>
internal sealed class BlockSlice : IDisposable
{
    private byte[] _entries = [];
    private byte[] _records = [];
    private long _recordsAt;
    private int _recordsFrom;
    private int _before;

    /// <summary>How many items.</summary>
    public int Count { get; private set; }

    /// <summary>Reads the entries of a range, and their records if they are wanted.</summary>
    /// <param name="handle">The plan's file.</param>
    /// <param name="block">Which block.</param>
    /// <param name="from">The first item, counted in the block.</param>
    /// <param name="count">How many; the range lies within the block.</param>
    /// <param name="records">Whether records are wanted.</param>
    public void Load(SafeFileHandle handle, in PlanBlock block, int from, int count, bool records)
    {
        // The entry before tells where the first record begins.
        _before = from == 0 ? 0 : 1;
        var bytes = (count + _before) * PlanFile.EntryBytes;
        Fit(ref _entries, bytes);
        FileReading.Exactly(handle, _entries.AsSpan(0, bytes), block.Offset + ((from - _before) * PlanFile.EntryBytes));
        Count = count;
        _recordsFrom = from == 0 ? 0 : EndOf(-1);
        _recordsAt = block.Offset + ((long)block.Count * PlanFile.EntryBytes);
        if (records && count > 0)
        {
            var length = EndOf(count - 1) - _recordsFrom;
            Fit(ref _records, length);
            FileReading.Exactly(handle, _records.AsSpan(0, length), _recordsAt + _recordsFrom);
        }
    }

    public UInt128 KeyHash(int index) => BinaryPrimitives.ReadUInt128LittleEndian(Entry(index));

    public bool IsChange(int index) => (Word(index) & PlanFile.ChangeBit) != 0;

    /// <summary>Where in the plan's file an item's record begins.</summary>
    public long RecordOffset(int index) => _recordsAt + (index == 0 ? _recordsFrom : EndOf(index - 1));

    public ReadOnlySpan<byte> Record(int index)
    {
        var start = index == 0 ? _recordsFrom : EndOf(index - 1);
        return _records.AsSpan(start - _recordsFrom, EndOf(index) - start);
    }

    public void Dispose()
    {
        Return(ref _entries);
        Return(ref _records);
    }

    private ReadOnlySpan<byte> Entry(int index) => _entries.AsSpan((index + _before) * PlanFile.EntryBytes);

    private uint Word(int index) => BinaryPrimitives.ReadUInt32LittleEndian(Entry(index)[16..]);

    private int EndOf(int index) => (int)(Word(index) & ~PlanFile.ChangeBit);

    private static void Fit(ref byte[] buffer, int bytes)
    {
        if (buffer.Length < bytes)
        {
            Return(ref buffer);
            buffer = ArrayPool<byte>.Shared.Rent(bytes);
        }
    }

    private static void Return(ref byte[] buffer)
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = [];
        }
    }
}

/// <summary>A block of a lane.</summary>
/// <param name="Start">Position of its first item in the lane.</param>
/// <param name="Count">Items.</param>
/// <param name="Offset">Of its first entry in the file.</param>
internal readonly record struct PlanBlock(long Start, int Count, long Offset);
