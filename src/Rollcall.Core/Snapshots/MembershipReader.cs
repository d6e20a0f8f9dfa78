using System.Runtime.CompilerServices;

namespace Rollcall.Core.Snapshots;

/// <summary>
/// Reads a membership's entries in the order of their key hashes, all or those of a range: of each key the newest
/// generation's. For one thread; any number of readers may read one membership at once.
/// </summary>
internal sealed class MembershipReader
{
    private readonly GenerationReader[] _generations;
    private readonly bool[] _open;
    private UInt128 _nextNewer;
    private bool _hasNewer;

    /// <summary>A reader of a range.</summary>
    /// <param name="generations">The base first; none for an empty membership.</param>
    /// <param name="records">Reads records.</param>
    /// <param name="first">The least key hash.</param>
    /// <param name="last">The greatest, included.</param>
    public MembershipReader(GenerationReader[] generations, MembershipRecords records, UInt128 first, UInt128 last)
    {
        (_generations, Records) = (generations, records);
        _open = new bool[generations.Length];
        Enter(first, last);
    }

    /// <summary>The present entry; its standing may be <see cref="Standing.Nothing"/>.</summary>
    public MembershipEntry Current { get; private set; }

    /// <summary>Reads records, of this reader's entries and of any others of the membership, on this reader's thread.</summary>
    public MembershipRecords Records { get; }

    /// <summary>Begins anew, before the first entry of a range of key hashes.</summary>
    /// <remarks>Ranges that ascend cost least: a block that two of them share is read and checked once.</remarks>
    /// <param name="first">The least key hash.</param>
    /// <param name="last">The greatest, included.</param>
    /// <exception cref="DamagedStateException">A file is damaged.</exception>
    public void Enter(UInt128 first, UInt128 last)
    {
        for (var index = 0; index < _generations.Length; index++)
        {
            _generations[index].Enter(first, last);
            _open[index] = _generations[index].MoveNext();
        }
        FindNextNewer();
    }

    /// <summary>Moves to the next key, tombstones included.</summary>
    /// <exception cref="DamagedStateException">A file is damaged.</exception>
    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool MoveNext()
    {
        // Nearly all entries of nearly all memberships: the base's, and nothing newer is known of them.
        if (_open.Length > 0 && _open[0])
        {
            var old = _generations[0];
            if (!_hasNewer || old.Current.KeyHash < _nextNewer)
            {
                Current = old.Current;
                _open[0] = old.MoveNext();
                return true;
            }
        }
        return _hasNewer && TakeNewer();
    }

    /// <summary>The record of an entry; valid until the next call.</summary>
    /// <exception cref="DamagedStateException">The membership does not hold it as it was.</exception>
    public ReadOnlyMemory<byte> Record(in MembershipEntry entry) => Records.Read(entry);

    private bool TakeNewer()
    {
        var key = _nextNewer;
        for (var index = 0; index < _generations.Length; index++)
        {
            var generation = _generations[index];
            if (_open[index] && generation.Current.KeyHash == key)
            {
                Current = generation.Current;
                _open[index] = generation.MoveNext();
            }
        }
        FindNextNewer();
        return true;
    }

    private void FindNextNewer()
    {
        _hasNewer = false;
        for (var index = 1; index < _generations.Length; index++)
        {
            if (_open[index] && (!_hasNewer || _generations[index].Current.KeyHash < _nextNewer))
            {
                (_nextNewer, _hasNewer) = (_generations[index].Current.KeyHash, true);
            }
        }
    }
}
