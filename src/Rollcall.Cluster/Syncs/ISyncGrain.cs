namespace Rollcall.Cluster.Syncs;

/// <summary>The one door to a sync's runs, on however many machines. Its key is the sync's ID.</summary>
[Alias("rollcall.sync")]
public interface ISyncGrain : IGrainWithStringKey
{
    /// <summary>Starts a run, unless one goes on: then a scheduled one gives way, and any other follows it, once.</summary>
    [Alias("Start")]
    Task<OrderedRun> Start(RunOrder order);

    /// <summary>Goes on with a run that a crash or a stop has interrupted, or begins the one that was to follow it, where there is one.</summary>
    [Alias("Resume")]
    Task Resume();

    /// <summary>Stops the run that goes on: requests in flight finish, what was acknowledged is kept.</summary>
    /// <returns>Whether one goes on.</returns>
    [Alias("Cancel")]
    Task<bool> Cancel();
}
