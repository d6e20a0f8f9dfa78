using System.Collections.Concurrent;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Syncs;

/// <summary>Destinations as they are to be, while somebody asks what that would mean. In memory only: they hold secrets.</summary>
public sealed class Candidates
{
    private readonly ConcurrentDictionary<string, SyncDestination> _known = [];

    /// <summary>Keeps one.</summary>
    /// <returns>Its key.</returns>
    public string Keep(SyncDestination destination)
    {
        var key = PublicId.New("cnd");
        _known[key] = destination;
        return key;
    }

    /// <summary>One that was kept.</summary>
    /// <exception cref="Refusal">The process has ended since, or nobody waits for the answer any more.</exception>
    public SyncDestination Find(string key) =>
        _known.GetValueOrDefault(key) ?? throw Refusal.Conflict("Nobody waits for this preview any more. Ask again.");

    /// <summary>Forgets one.</summary>
    public void Forget(string? key)
    {
        if (key is not null)
        {
            _known.TryRemove(key, out _);
        }
    }
}
