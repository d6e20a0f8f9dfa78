using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Rollcall.Sandbox.Users;

namespace Rollcall.Sandbox.Lists;

/// <summary>The lists that the sandbox holds.</summary>
public sealed class SandboxLists
{
    private readonly Lock _gate;
    private readonly UserTable _users;
    private readonly Dictionary<string, SandboxList> _lists = [];
    private readonly Dictionary<string, string> _created = []; // idempotency key -> list ID
    private int _numbered;

    internal SandboxLists(UserTable users, Lock gate)
    {
        _users = users;
        _gate = gate;
    }

    /// <summary>All lists, oldest first; a copy.</summary>
    public IReadOnlyList<SandboxList> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _lists.Values];
            }
        }
    }

    /// <summary>A list by its ID.</summary>
    /// <param name="id">The ID.</param>
    /// <exception cref="KeyNotFoundException">There is none, or no longer.</exception>
    public SandboxList this[string id] =>
        TryGet(id, out var list) ? list : throw new KeyNotFoundException($"The sandbox has no list {id}.");

    /// <summary>Looks a list up by its ID.</summary>
    /// <param name="id">The ID.</param>
    /// <param name="list">The list, if there is one.</param>
    public bool TryGet(string id, [NotNullWhen(true)] out SandboxList? list)
    {
        lock (_gate)
        {
            return _lists.TryGetValue(id, out list);
        }
    }

    /// <summary>Makes a list, as a person would at the destination.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="id">Its ID; null: the next free one.</param>
    /// <exception cref="InvalidOperationException">The ID is taken.</exception>
    public SandboxList Create(string name, string? id = null)
    {
        lock (_gate)
        {
            var list = new SandboxList(id ?? NextId(), name, _users, _gate);
            return _lists.TryAdd(list.Id, list)
                ? list
                : throw new InvalidOperationException($"The sandbox has a list {list.Id} already.");
        }
    }

    /// <summary>Deletes a list, as a person would at the destination.</summary>
    /// <param name="id">Its ID.</param>
    /// <returns>Whether there was one.</returns>
    public bool Delete(string id)
    {
        lock (_gate)
        {
            return _lists.Remove(id);
        }
    }

    internal SandboxList? CreatedBy(string idempotencyKey) =>
        _created.TryGetValue(idempotencyKey, out var id) ? _lists.GetValueOrDefault(id) : null;

    internal void Remember(string idempotencyKey, SandboxList list) => _created[idempotencyKey] = list.Id;

    private string NextId()
    {
        string id;
        do
        {
            _numbered++;
            id = "list-" + _numbered.ToString(CultureInfo.InvariantCulture);
        } while (_lists.ContainsKey(id));
        return id;
    }
}
