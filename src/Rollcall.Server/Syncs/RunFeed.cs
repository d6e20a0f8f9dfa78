using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Rollcall.Server.Syncs;

/// <summary>Tells pages how the runs of this process go on. Only the present is kept.</summary>
public sealed class RunFeed
{
    private readonly ConcurrentDictionary<string, LiveRun> _now = [];
    private readonly ConcurrentDictionary<string, ImmutableList<Action<LiveRun>>> _watchers = [];

    /// <summary>The run of a sync that goes on; null when none does.</summary>
    public LiveRun? Now(string syncId) => _now.GetValueOrDefault(syncId);

    /// <summary>Watches a sync until it is disposed.</summary>
    /// <param name="syncId">The sync.</param>
    /// <param name="changed">Is told of every change, up to the run's end; must return quickly.</param>
    public IDisposable Watch(string syncId, Action<LiveRun> changed)
    {
        _watchers.AddOrUpdate(syncId, [changed], (_, known) => known.Add(changed));
        return new Watching(() => Unwatch(syncId, changed));
    }

    /// <summary>A run has come on.</summary>
    public void Tell(LiveRun run)
    {
        if (run.Phase == RunPhase.Ended)
        {
            _now.TryRemove(run.SyncId, out _);
        }
        else
        {
            _now[run.SyncId] = run;
        }
        foreach (var watcher in _watchers.GetValueOrDefault(run.SyncId, []))
        {
            watcher(run);
        }
    }

    private void Unwatch(string syncId, Action<LiveRun> changed)
    {
        var left = _watchers.AddOrUpdate(syncId, [], (_, known) => known.Remove(changed));
        if (left.IsEmpty)
        {
            _watchers.TryRemove(new KeyValuePair<string, ImmutableList<Action<LiveRun>>>(syncId, left));
        }
    }

    private sealed class Watching(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
