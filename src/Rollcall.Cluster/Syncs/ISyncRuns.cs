namespace Rollcall.Cluster.Syncs;

/// <summary>Makes and executes runs. A grain decides when; this does it.</summary>
public interface ISyncRuns
{
    /// <summary>Makes a run durable as the sync's active one, and forgets the order where it was kept.</summary>
    /// <returns>Its ID; null when another one is active, whatever this process believed.</returns>
    Task<string?> BeginAsync(string syncId, RunOrder order);

    /// <summary>Executes a run, or goes on with one that was interrupted. Ends when the run has ended, or when the process does.</summary>
    /// <param name="syncId">The sync.</param>
    /// <param name="runId">The run.</param>
    /// <param name="cancel">A person stops it.</param>
    Task RunAsync(string syncId, string runId, CancellationToken cancel);

    /// <summary>The sync's active run; null when there is none.</summary>
    Task<string?> ActiveAsync(string syncId);

    /// <summary>Counts a scheduled run that gave way.</summary>
    Task SkipAsync(string syncId);

    /// <summary>Keeps an order for when the present run has ended, together with one that was kept before: one run does both.</summary>
    Task KeepAsync(string syncId, RunOrder order);

    /// <summary>The order that was kept; null when there is none. It is kept until it has begun.</summary>
    Task<RunOrder?> KeptAsync(string syncId);
}
