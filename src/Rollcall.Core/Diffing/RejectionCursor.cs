using System.Runtime.CompilerServices;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.Diffing;

/// <summary>Walks the outstanding rejections beside the keys of a diff.</summary>
internal sealed class RejectionCursor
{
    private static readonly UInt128 Sixteenth = UInt128.One << 124;

    private readonly IEnumerator<IReadOnlyList<Rejection>> _lists;
    private readonly List<(UInt128 KeyHash, Operation Operation)>? _stale;
    private IReadOnlyList<Rejection> _list = [];
    private int _at;

    /// <summary>A cursor.</summary>
    /// <param name="lists">The rejections, piece by piece, ascending.</param>
    /// <param name="stale">Takes those whose key is met nowhere; null: nobody asks.</param>
    public RejectionCursor(
        IEnumerable<IReadOnlyList<Rejection>> lists,
        List<(UInt128 KeyHash, Operation Operation)>? stale
    )
    {
        (_lists, _stale) = (lists.GetEnumerator(), stale);
        Settle();
    }

    /// <summary>A cursor over all rejections, a sixteenth of all hashes in memory at a time.</summary>
    public static RejectionCursor OfAll(IRejections rejections)
    {
        return new RejectionCursor(Enumerable.Range(0, 16).Select(Piece), null);

        IReadOnlyList<Rejection> Piece(int index)
        {
            var first = Sixteenth * (UInt128)(uint)index;
            return rejections.Between(first, first + (Sixteenth - 1));
        }
    }

    /// <summary>The rejected add of the present key.</summary>
    public Rejection? Add { get; private set; }

    /// <summary>The rejected remove of the present key.</summary>
    public Rejection? Remove { get; private set; }

    /// <summary>The key of the next rejection; null: there is none any more.</summary>
    public UInt128? Next { get; private set; }

    /// <summary>Moves to a key, greater than the one before.</summary>
    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void MoveTo(UInt128 keyHash)
    {
        (Add, Remove) = (null, null);
        while (Next <= keyHash)
        {
            var rejection = Take();
            if (rejection.KeyHash < keyHash)
            {
                _stale?.Add((rejection.KeyHash, rejection.Operation));
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
        while (Next is not null)
        {
            var rejection = Take();
            _stale?.Add((rejection.KeyHash, rejection.Operation));
        }
    }

    private Rejection Take()
    {
        var rejection = _list[_at++];
        Settle();
        return rejection;
    }

    private void Settle()
    {
        while (_at == _list.Count)
        {
            if (!_lists.MoveNext())
            {
                Next = null;
                return;
            }
            (_list, _at) = (_lists.Current, 0);
        }
        Next = _list[_at].KeyHash;
    }
}
