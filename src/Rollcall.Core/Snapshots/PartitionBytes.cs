namespace Rollcall.Core.Snapshots;

/// <summary>The frames of one partition as a sequence of chunks, in memory or in the spill file. Frames may lie across chunks.</summary>
internal struct PartitionBytes
{
    private const int FirstChunkBytes = 1024;

    private byte[] _tail;
    private int _used;
    private List<Chunk>? _full;

    /// <summary>Bytes of all frames.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bytes of memory held.</summary>
    public long Held { get; private set; }

    /// <summary>Room for a whole frame in the present chunk, or an empty span: then <see cref="Append"/> cuts it.</summary>
    public Span<byte> TryReserve(int length)
    {
        if (_tail is null || _tail.Length - _used < length)
        {
            return default;
        }
        var room = _tail.AsSpan(_used, length);
        _used += length;
        Bytes += length;
        return room;
    }

    /// <summary>Appends bytes, beginning new chunks where they are needed.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="chunkBytes">Size of a chunk at most.</param>
    /// <param name="spill">Takes full chunks; null: they stay in memory.</param>
    public void Append(ReadOnlySpan<byte> bytes, int chunkBytes, SpillFile? spill)
    {
        Bytes += bytes.Length;
        while (!bytes.IsEmpty)
        {
            if (_tail is null || _used == _tail.Length)
            {
                NextChunk(chunkBytes, spill);
            }
            var count = Math.Min(bytes.Length, _tail!.Length - _used);
            bytes[..count].CopyTo(_tail.AsSpan(_used));
            _used += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>Moves everything to the spill file and lets go of the memory.</summary>
    public void Spill(SpillFile spill)
    {
        if (_tail is null)
        {
            return;
        }
        SealTail();
        for (var index = 0; index < _full!.Count; index++)
        {
            var chunk = _full[index];
            if (chunk.Memory is { } memory)
            {
                _full[index] = new Chunk(null, spill.Append(memory.AsSpan(0, chunk.Length)), chunk.Length);
            }
        }
        (_tail, _used, Held) = (null!, 0, 0);
    }

    /// <summary>Copies the chunk at an index, up to <see cref="Chunks"/>.</summary>
    public readonly int Read(int chunk, SpillFile spill, Span<byte> into)
    {
        if (chunk == (_full?.Count ?? 0))
        {
            _tail.AsSpan(0, _used).CopyTo(into);
            return _used;
        }
        var (memory, offset, length) = _full![chunk];
        if (memory is null)
        {
            spill.Read(offset, into[..length]);
        }
        else
        {
            memory.AsSpan(0, length).CopyTo(into);
        }
        return length;
    }

    /// <summary>Number of chunks.</summary>
    public readonly int Chunks => (_full?.Count ?? 0) + (_used > 0 ? 1 : 0);

    /// <summary>The size of a chunk.</summary>
    public readonly int ChunkLength(int chunk) => chunk == (_full?.Count ?? 0) ? _used : _full![chunk].Length;

    private void NextChunk(int chunkBytes, SpillFile? spill)
    {
        if (spill is not null && _tail?.Length == chunkBytes)
        {
            (_full ??= []).Add(new Chunk(null, spill.Append(_tail.AsSpan(0, _used)), _used));
            _used = 0;
            return;
        }
        SealTail();
        var size = spill is null ? Math.Clamp((_tail?.Length ?? 0) * 2, FirstChunkBytes, chunkBytes) : chunkBytes;
        // Pinned: it lives long, and the collector shall not copy it from generation to generation.
        _tail = GC.AllocateUninitializedArray<byte>(size, pinned: size >= 16 << 10);
        _used = 0;
        Held += size;
    }

    private void SealTail()
    {
        _full ??= [];
        if (_used > 0)
        {
            _full.Add(new Chunk(_tail, 0, _used));
            _used = 0;
        }
    }

    private readonly record struct Chunk(byte[]? Memory, long Offset, int Length);
}
