using System.Text;

namespace Rollcall.Sandbox.Users;

/// <summary>Numbers every user ID in the order of its first mention, so that a list of a million costs a few bits a member and a log entry four bytes an item.</summary>
/// <remarks>Holds up to 2 GB of distinct IDs. Safe for use by several threads.</remarks>
public sealed class UserTable
{
    private readonly Lock _gate = new();
    private byte[] _text = new byte[4096];
    private int[] _ends = new int[256];
    private int[] _hashes = new int[256];
    private int[] _slots = new int[512]; // number + 1; zero is free
    private int _used;

    /// <summary>How many different users were mentioned.</summary>
    public int Count { get; private set; }

    /// <summary>The number of a user, given on first mention.</summary>
    /// <param name="user">Its ID in UTF-8.</param>
    public int Number(ReadOnlySpan<byte> user)
    {
        lock (_gate)
        {
            var hash = Hash(user);
            var slot = Find(user, hash);
            return _slots[slot] != 0 ? _slots[slot] - 1 : Append(user, hash, slot);
        }
    }

    /// <summary>The number of a user, given on first mention.</summary>
    /// <param name="user">Its ID.</param>
    public int Number(string user) => Number(Encoding.UTF8.GetBytes(user));

    /// <summary>Whether a user was ever mentioned, and its number.</summary>
    /// <param name="user">Its ID.</param>
    /// <param name="number">Its number, or -1.</param>
    public bool TryFind(string user, out int number)
    {
        var text = Encoding.UTF8.GetBytes(user);
        lock (_gate)
        {
            number = _slots[Find(text, Hash(text))] - 1;
            return number >= 0;
        }
    }

    /// <summary>A user's ID.</summary>
    /// <param name="number">Its number.</param>
    /// <exception cref="ArgumentOutOfRangeException">No user has this number.</exception>
    public string TextOf(int number)
    {
        lock (_gate)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(number);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Count);
            return Encoding.UTF8.GetString(Bytes(number));
        }
    }

    private static int Hash(ReadOnlySpan<byte> user)
    {
        var hash = new HashCode();
        hash.AddBytes(user);
        return hash.ToHashCode();
    }

    private ReadOnlySpan<byte> Bytes(int number)
    {
        var start = number == 0 ? 0 : _ends[number - 1];
        return _text.AsSpan(start, _ends[number] - start);
    }

    private int Find(ReadOnlySpan<byte> user, int hash)
    {
        var mask = _slots.Length - 1;
        for (var slot = hash & mask; ; slot = (slot + 1) & mask)
        {
            var number = _slots[slot] - 1;
            if (number < 0 || (_hashes[number] == hash && Bytes(number).SequenceEqual(user)))
            {
                return slot;
            }
        }
    }

    private int Append(ReadOnlySpan<byte> user, int hash, int slot)
    {
        var number = Count;
        EnsureRoom(user.Length);
        user.CopyTo(_text.AsSpan(_used));
        _used += user.Length;
        _ends[number] = _used;
        _hashes[number] = hash;
        _slots[slot] = number + 1;
        Count++;
        if (Count * 2 > _slots.Length)
        {
            Rehash();
        }
        return number;
    }

    private void EnsureRoom(int length)
    {
        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, Count * 2);
            Array.Resize(ref _hashes, Count * 2);
        }
        var needed = checked(_used + length);
        if (needed > _text.Length)
        {
            Array.Resize(ref _text, (int)Math.Min(Array.MaxLength, Math.Max(needed, _text.Length * 2L)));
        }
    }

    private void Rehash()
    {
        _slots = new int[_slots.Length * 2];
        var mask = _slots.Length - 1;
        for (var number = 0; number < Count; number++)
        {
            var slot = _hashes[number] & mask;
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }
            _slots[slot] = number + 1;
        }
    }
}
