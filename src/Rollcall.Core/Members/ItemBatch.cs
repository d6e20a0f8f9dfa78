using System.Buffers;

namespace Rollcall.Core.Members;

/// <summary>The records of one request's items, in a pooled buffer.</summary>
public sealed class ItemBatch : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(4096);
    private int[] _ends = ArrayPool<int>.Shared.Rent(64);
    private int _used;

    /// <summary>How many items.</summary>
    public int Count { get; private set; }

    /// <summary>The record at an index; its layout is the run's.</summary>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var start = index == 0 ? 0 : _ends[index - 1];
            return _bytes.AsSpan(start, _ends[index] - start);
        }
    }

    /// <summary>Appends a record.</summary>
    public void Add(ReadOnlySpan<byte> record)
    {
        Grow(record.Length);
        record.CopyTo(_bytes.AsSpan(_used));
        _used += record.Length;
        _ends[Count++] = _used;
    }

    /// <summary>Empties the batch; the buffers stay.</summary>
    public void Clear() => (_used, Count) = (0, 0);

    /// <inheritdoc/>
    public void Dispose()
    {
        Clear();
        ArrayPool<byte>.Shared.Return(_bytes);
        ArrayPool<int>.Shared.Return(_ends);
        (_bytes, _ends) = ([], []);
    }

    private void Grow(int more)
    {
        if (_used + more > _bytes.Length)
        {
            var bytes = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _used + more));
            _bytes.AsSpan(0, _used).CopyTo(bytes);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = bytes;
        }
        if (Count == _ends.Length)
        {
            var ends = ArrayPool<int>.Shared.Rent(_ends.Length * 2);
            _ends.AsSpan(0, Count).CopyTo(ends);
            ArrayPool<int>.Shared.Return(_ends);
            _ends = ends;
        }
    }
}
