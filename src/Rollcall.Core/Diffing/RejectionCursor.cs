using System.Runtime.CompilerServices;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.Diffing;

/// <summary>Walks the outstanding rejections beside the keys of a diff, a sixteenth of all hashes at a time.</summary>
/// <param name="rejections">All of them.</param>
/// <param name="stale">Takes those whose key is met nowhere; null: nobody asks.</param>
internal sealed class RejectionCursor(IRejections rejections, List<(UInt128 KeyHash, Operation Operation)>? stale)
{
    private const int Ranges = 16;
    private static readonly UInt128 RangeSize = UInt128.One << 124;

    private IReadOnlyList<Rejection> _list = [];
    private int _at;
    private int _range;

    /// <summary>The rejected add of the present key.</summary>
    public Rejection? Add { get; private set; }

    /// <summary>The rejected remove of the present key.</summary>
    public Rejection? Remove { get; private set; }

    /// <summary>Moves to a key, greater than the one before.</summary>
    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void MoveTo(UInt128 keyHash)
    {
        (Add, Remove) = (null, null);
        while (Peek() is { } rejection && rejection.KeyHash <= keyHash)
        {
            _at++;
            if (rejection.KeyHash < keyHash)
            {
                stale?.Add((rejection.KeyHash, rejection.Operation));
            }
            else if (rejection.Operation == Operation.Add)
            {
                Add = rejection;
            }
            else
            {
                Remove = rejection;
            }
        }
    }

    /// <summary>No key comes any more.</summary>
    public void Finish()
    {
        for (; Peek() is { } rejection; _at++)
        {
            stale?.Add((rejection.KeyHash, rejection.Operation));
        }
    }

    private Rejection? Peek()
    {
        while (_at == _list.Count && _range < Ranges)
        {
            var first = RangeSize * (UInt128)_range++;
            (_list, _at) = (rejections.Between(first, first + (RangeSize - 1)), 0);
        }
        return _at < _list.Count ? _list[_at] : null;
    }
}
