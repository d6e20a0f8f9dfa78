using System.Runtime.CompilerServices;

namespace Rollcall.Core.Snapshots;

/// <summary>Reads the entries of one index file: those of a range in order, or single ones. For one thread.</summary>
/// <param name="index">The file.</param>
/// <param name="marks">The marks of its entries that still count.</param>
internal sealed class GenerationReader(IndexFile index, ulong marks)
{
    private readonly MembershipEntry[] _block = new MembershipEntry[index.LargestBlock];
    private int _loaded = -1;
    private int _have;
    private int _at;
    private int _end;
    private UInt128 _last;

    /// <summary>The present entry, once <see cref="MoveNext"/> or <see cref="Find"/> has said that there is one.</summary>
    public MembershipEntry Current { get; private set; }

    /// <summary>Begins anew, before the first entry of a range. Ranges that ascend cost least.</summary>
    /// <param name="first">The least key hash of it.</param>
    /// <param name="last">The greatest, included.</param>
    public void Enter(UInt128 first, UInt128 last)
    {
        _last = last;
        Load(index.BlockOf(first));
        _at = Below(first);
        _end = EndInBlock();
    }

    /// <summary>Moves to the next entry of the range.</summary>
    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool MoveNext()
    {
        if (_at >= _end && !NextBlock())
        {
            return false;
        }
        Current = _block[_at++].Keeping(marks);
        return true;
    }

    /// <summary>Moves to the entry of a key hash, if there is one, and leaves the range.</summary>
    public bool Find(UInt128 keyHash)
    {
        Load(index.BlockOf(keyHash));
        (_at, _end) = (Below(keyHash), 0);
        if (_at == _have || _block[_at].KeyHash != keyHash)
        {
            return false;
        }
        Current = _block[_at].Keeping(marks);
        return true;
    }

    // The range ends in this block, or goes on behind it.
    private bool NextBlock()
    {
        if (_end < _have || _loaded + 1 >= index.Blocks)
        {
            return false;
        }
        Load(_loaded + 1);
        (_at, _end) = (0, EndInBlock());
        return _at < _end;
    }

    private int EndInBlock() => _block[_have - 1].KeyHash <= _last ? _have : Below(_last + 1);

    private void Load(int block)
    {
        if (block != _loaded)
        {
            _loaded = -1;
            _have = index.Read(block, _block);
            _loaded = block;
        }
    }

    /// <summary>How many entries of the block are below a key hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Below(UInt128 keyHash)
    {
        var (low, high) = (0, _have);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _block[middle].KeyHash < keyHash ? (middle + 1, high) : (low, middle);
        }
        return low;
    }
}
