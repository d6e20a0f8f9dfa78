using Microsoft.EntityFrameworkCore;
using Rollcall.Cluster.Syncs;
using Rollcall.Server.Access;
using Rollcall.Storage.Database;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>What people ask of a sync's runs.</summary>
public sealed class SyncOrders(Databases databases, SyncAudit audit, IGrainFactory grains, TimeProvider time)
{
    /// <summary>Runs now, also to try refused credentials again. While another run goes on, it follows that one.</summary>
    /// <param name="asker">Who.</param>
    /// <param name="syncId">The sync.</param>
    /// <param name="trigger"><see cref="RunTrigger.Manual"/> or <see cref="RunTrigger.Api"/>.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Refusal">Not found, or paused or off.</exception>
    public Task<OrderedRun> RunAsync(
        Asker asker,
        string syncId,
        RunTrigger trigger = RunTrigger.Manual,
        CancellationToken cancellation = default
    ) => StartAsync(asker, syncId, Order(asker, trigger), cancellation);

    /// <summary>Tells what a run would do.</summary>
    /// <exception cref="Refusal">Not found, or paused or off.</exception>
    public Task<OrderedRun> DryRunAsync(
        Asker asker,
        string syncId,
        RunTrigger trigger = RunTrigger.Manual,
        CancellationToken cancellation = default
    ) => StartAsync(asker, syncId, Order(asker, trigger) with { DryRun = true }, cancellation);

    /// <summary>Sends the whole cohort, whatever is known.</summary>
    /// <exception cref="Refusal">Not found, or paused or off.</exception>
    public Task<OrderedRun> FullResyncAsync(
        Asker asker,
        string syncId,
        RunTrigger trigger = RunTrigger.Manual,
        CancellationToken cancellation = default
    ) => StartAsync(asker, syncId, Order(asker, trigger) with { Full = true }, cancellation);

    /// <summary>Runs with every rejected user tried again.</summary>
    /// <exception cref="Refusal">Not found, or paused or off.</exception>
    public Task<OrderedRun> RetryRejectedAsync(
        Asker asker,
        string syncId,
        RunTrigger trigger = RunTrigger.Manual,
        CancellationToken cancellation = default
    ) => StartAsync(asker, syncId, Order(asker, trigger) with { RetryRejected = true }, cancellation);

    /// <summary>Stops the run that goes on: requests in flight finish, what was acknowledged is kept.</summary>
    /// <exception cref="Refusal">Not found, or no run goes on.</exception>
    public async Task CancelAsync(Asker asker, string syncId, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Edit);
        await using var database = databases.OpenFor(asker.OrganizationId);
        await database.SyncOfAsync(asker, syncId, cancellation).ConfigureAwait(false);
        if (!await grains.GetGrain<ISyncGrain>(syncId).Cancel().ConfigureAwait(false))
        {
            throw Refusal.Conflict("No run of this sync goes on.");
        }
    }

    /// <summary>Gives a held run leave, whatever it was held for: it runs, if the cohort is still the one that was held.</summary>
    /// <param name="asker">Who.</param>
    /// <param name="runId">The held run.</param>
    /// <param name="typed">The number of removals, typed by the person who answers for it.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Refusal">Not found, not held any more, or another number.</exception>
    public async Task<OrderedRun> ConfirmAsync(
        Asker asker,
        string runId,
        long typed,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Edit);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var run = await HeldAsync(database, asker, runId, cancellation).ConfigureAwait(false);
        if (typed != run.HeldRemovals)
        {
            throw Refusal.Invalid(
                new FieldFault("removals", $"This run would remove {run.HeldRemovals}. Type this number to confirm it.")
            );
        }
        await audit
            .RecordRunAsync(database, asker, "run.confirmed", run, new { run.HeldRemovals }, cancellation)
            .ConfigureAwait(false);
        var order = Order(asker, RunTrigger.Confirmed) with { Confirms = runId };
        return await StartAsync(asker, run.SyncId, order, cancellation).ConfigureAwait(false);
    }

    /// <summary>Discards a held run. The next one reads the cohort anew, and is held again where the limits say so.</summary>
    /// <exception cref="Refusal">Not found, or not held any more.</exception>
    public async Task RejectAsync(Asker asker, string runId, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Edit);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var run = await HeldAsync(database, asker, runId, cancellation).ConfigureAwait(false);
        var changed = await database
            .SyncRuns.Where(row => row.Id == runId && row.Status == SyncRunStatus.Held)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.Status, SyncRunStatus.Canceled)
                        .SetProperty(row => row.IsVoid, true)
                        .SetProperty(row => row.FinishedAt, (DateTimeOffset?)time.GetUtcNow()),
                cancellation
            )
            .ConfigureAwait(false);
        if (changed == 0)
        {
            throw Void();
        }
        await audit
            .RecordRunAsync(database, asker, "run.discarded", run, new { run.HeldRemovals }, cancellation)
            .ConfigureAwait(false);
        // Should the next one be held as well, that is news again.
        await database
            .Syncs.Where(sync => sync.Id == run.SyncId && sync.HeldRunId == runId)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(sync => sync.HeldRunId, (string?)null)
                        .SetProperty(sync => sync.LastStatus, (SyncRunStatus?)SyncRunStatus.Canceled),
                cancellation
            )
            .ConfigureAwait(false);
    }

    private static RunOrder Order(Asker asker, RunTrigger trigger) =>
        new() { Trigger = trigger.ToString(), By = asker.PersonId };

    private async Task<OrderedRun> StartAsync(
        Asker asker,
        string syncId,
        RunOrder order,
        CancellationToken cancellation
    )
    {
        asker.Require(Permission.Edit);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var sync = await database.SyncOfAsync(asker, syncId, cancellation).ConfigureAwait(false);
        if (sync.IsLeaving)
        {
            throw Refusal.Conflict("This sync is being deleted: its members are leaving.");
        }
        if (sync.State is SyncState.Paused or SyncState.Off)
        {
            throw Refusal.Conflict(
                sync.State == SyncState.Paused
                    ? $"This sync was paused by {sync.PausedBy}. Resume it first."
                    : "This sync is off. See its destination."
            );
        }
        return await grains.GetGrain<ISyncGrain>(syncId).Start(order).ConfigureAwait(false);
    }

    private static async Task<SyncRun> HeldAsync(
        RollcallDatabase database,
        Asker asker,
        string runId,
        CancellationToken cancellation
    )
    {
        var run = await database.RunOfAsync(asker, runId, cancellation).ConfigureAwait(false);
        return run is { Status: SyncRunStatus.Held, IsVoid: false } ? run : throw Void();
    }

    private static Refusal Void() =>
        Refusal.Conflict(
            "This run does not wait for a word any more: a newer reading has taken its place, or somebody was quicker. Load the page again."
        );
}
