using Rollcall.Sandbox.Users;

namespace Rollcall.Sandbox.Lists;

/// <summary>A list at the sandbox. What it returns are copies: the list goes on changing.</summary>
public sealed class SandboxList
{
    private readonly Lock _gate;
    private readonly UserTable _users;
    private readonly UserSet _members = new();
    private readonly Dictionary<int, byte[]> _values = [];

    internal SandboxList(string id, string name, UserTable users, Lock gate)
    {
        Id = id;
        Name = name;
        _users = users;
        _gate = gate;
    }

    /// <summary>Its ID.</summary>
    public string Id { get; }

    /// <summary>Its name, as it was asked for.</summary>
    public string Name { get; }

    /// <summary>How many members it has.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _members.Count;
            }
        }
    }

    /// <summary>Whether a user is on the list.</summary>
    /// <param name="user">The ID.</param>
    public bool Contains(string user)
    {
        lock (_gate)
        {
            return _users.TryFind(user, out var number) && _members.Contains(number);
        }
    }

    /// <summary>The JSON object that a member was last added with; null if it was added by its ID alone or is no member.</summary>
    /// <param name="user">The ID.</param>
    public byte[]? ValuesOf(string user)
    {
        lock (_gate)
        {
            return _users.TryFind(user, out var number) ? _values.GetValueOrDefault(number) : null;
        }
    }

    /// <summary>A copy of the members' numbers.</summary>
    public UserSet MemberNumbers()
    {
        lock (_gate)
        {
            return _members.Copy();
        }
    }

    /// <summary>The members as they are now, in the order of their first mention anywhere.</summary>
    public IEnumerable<string> Members() => MemberNumbers().Select(_users.TextOf);

    internal bool Add(int user, byte[]? values)
    {
        if (values is null)
        {
            _values.Remove(user);
        }
        else
        {
            _values[user] = values;
        }
        return _members.Add(user);
    }

    internal bool Remove(int user)
    {
        _values.Remove(user);
        return _members.Remove(user);
    }

    internal bool Holds(int user) => _members.Contains(user);
}
