using Rollcall.Sandbox.Users;

namespace Rollcall.Sandbox.Properties;

/// <summary>The true or false properties that users have at the sandbox.</summary>
public sealed class SandboxProperties
{
    private readonly Lock _gate;
    private readonly UserTable _users;
    private readonly Dictionary<string, (UserSet True, UserSet False)> _byName = [];

    internal SandboxProperties(UserTable users, Lock gate)
    {
        _users = users;
        _gate = gate;
    }

    /// <summary>The names of all properties that any user has; a copy.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_gate)
            {
                return [.. _byName.Keys];
            }
        }
    }

    /// <summary>A user's value of a property; null if it was never set.</summary>
    /// <param name="name">The property.</param>
    /// <param name="user">The user's ID.</param>
    public bool? ValueOf(string name, string user)
    {
        lock (_gate)
        {
            if (!_byName.TryGetValue(name, out var sets) || !_users.TryFind(user, out var number))
            {
                return null;
            }
            return sets.True.Contains(number) ? true
                : sets.False.Contains(number) ? false
                : null;
        }
    }

    /// <summary>The numbers of the users with a value of a property; a copy, empty where there is none.</summary>
    /// <param name="name">The property.</param>
    /// <param name="value">The value.</param>
    public UserSet NumbersWith(string name, bool value)
    {
        lock (_gate)
        {
            return !_byName.TryGetValue(name, out var sets) ? new UserSet()
                : value ? sets.True.Copy()
                : sets.False.Copy();
        }
    }

    /// <summary>The users with a value of a property.</summary>
    /// <param name="name">The property.</param>
    /// <param name="value">The value.</param>
    public IEnumerable<string> UsersWith(string name, bool value) => NumbersWith(name, value).Select(_users.TextOf);

    internal void Set(int user, string name, bool value)
    {
        if (!_byName.TryGetValue(name, out var sets))
        {
            _byName[name] = sets = (new UserSet(), new UserSet());
        }
        (value ? sets.True : sets.False).Add(user);
        (value ? sets.False : sets.True).Remove(user);
    }
}
