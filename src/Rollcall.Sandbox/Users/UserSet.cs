using System.Collections;
using System.Numerics;

namespace Rollcall.Sandbox.Users;

/// <summary>A set of users by their numbers in a <see cref="UserTable"/>: a bit each.</summary>
public sealed class UserSet : IEnumerable<int>
{
    private ulong[] _bits = [];

    /// <summary>How many users it holds.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a user.</summary>
    /// <param name="user">Its number.</param>
    /// <returns>Whether it was not in the set.</returns>
    public bool Add(int user)
    {
        if (user >> 6 >= _bits.Length)
        {
            Array.Resize(ref _bits, Math.Max((user >> 6) + 1, _bits.Length * 2));
        }
        var added = !Contains(user);
        _bits[user >> 6] |= 1UL << user;
        Count += added ? 1 : 0;
        return added;
    }

    /// <summary>Removes a user.</summary>
    /// <param name="user">Its number.</param>
    /// <returns>Whether it was in the set.</returns>
    public bool Remove(int user)
    {
        if (!Contains(user))
        {
            return false;
        }
        _bits[user >> 6] &= ~(1UL << user);
        Count--;
        return true;
    }

    /// <summary>Whether a user is in the set.</summary>
    /// <param name="user">Its number.</param>
    public bool Contains(int user) => user >> 6 < _bits.Length && (_bits[user >> 6] >> user & 1) != 0;

    /// <summary>A copy.</summary>
    public UserSet Copy() => new() { _bits = [.. _bits], Count = Count };

    /// <summary>The users in the order of their numbers.</summary>
    public IEnumerator<int> GetEnumerator()
    {
        for (var word = 0; word < _bits.Length; word++)
        {
            for (var rest = _bits[word]; rest != 0; rest &= rest - 1)
            {
                yield return word << 6 | BitOperations.TrailingZeroCount(rest);
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
