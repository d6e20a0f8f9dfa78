using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Members;
using Rollcall.Core.Runs;
using Rollcall.Core.Storage;
using Rollcall.Server.Cohorts;
using Rollcall.Storage.Database;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>Makes the engine's request of a sync and an order.</summary>
internal sealed class RunRequests(Databases databases, CohortSources sources, ListClaims claims, PublicAddress address)
{
    /// <summary>The request.</summary>
    /// <exception cref="SourceException">The cohort has nothing to read yet.</exception>
    public async Task<SyncRequest> OfAsync(
        RunInput input,
        SyncDestination destination,
        ISyncLedger ledger,
        CancellationToken cancellation
    )
    {
        await using var database = databases.OpenForInstallation();
        var (sync, run, cohort, order) = input;
        IMemberSource source = order.Leaving
            ? new NoMembers()
            : await sources.OpenAsync(database, cohort, run.UploadId, run.PushFile, cancellation).ConfigureAwait(false);
        var known = ledger.Load();
        return new SyncRequest
        {
            // A new version may have another name; the state directory keeps the one that it began with.
            Integration = known is null
                ? destination.Integration
                : destination.Integration with
                {
                    Name = known.IntegrationName,
                },
            DefinitionText = destination.DefinitionText,
            Settings = destination.Settings,
            Columns = destination.Columns,
            Source = source,
            CohortName = cohort.Name,
            CohortId = cohort.Id,
            CohortUrl = address.OfCohort(cohort.ProjectId, cohort.Id),
            DryRun = order.DryRun,
            Full = order.Full,
            Confirmation = await ConfirmationAsync(database, input, cancellation).ConfigureAwait(false),
            MaxRemovals = sync is { MaxRemovalShare: null, MaxRemovals: null }
                ? null
                : new RemovalLimit(sync.MaxRemovalShare, sync.MaxRemovals),
            UsualRemovalShare = await LimitAsync(database, sync.ProjectId, cancellation).ConfigureAwait(false),
            Guard = sync.HoldRemovalsOnly ? GuardMode.HoldRemovals : GuardMode.HoldRun,
            AccountChange =
                known is null ? null
                : sync.AccountChange == nameof(AccountChange.Fresh) ? AccountChange.Fresh
                : AccountChange.SameAccount,
            ClaimList = order.DryRun ? null : id => claims.ClaimAsync(sync, destination, id, CancellationToken.None),
        };
    }

    private static Task<double> LimitAsync(
        RollcallDatabase database,
        string projectId,
        CancellationToken cancellation
    ) =>
        database
            .Projects.Where(project => project.Id == projectId)
            .Select(project => project.RemovalLimit)
            .SingleAsync(cancellation);

    private static async Task<RemovalConfirmation> ConfirmationAsync(
        RollcallDatabase database,
        RunInput input,
        CancellationToken cancellation
    )
    {
        if (input.Order.Leaving)
        {
            return new RemovalConfirmation(true, long.MaxValue);
        }
        if (input.Order.Confirms is not { } confirmed)
        {
            return default;
        }
        var counts = await database
            .SyncRuns.AnyAsync(
                run => run.Id == confirmed && run.Status == SyncRunStatus.Held && !run.IsVoid,
                cancellation
            )
            .ConfigureAwait(false);
        return counts ? new RemovalConfirmation(true, null) : default;
    }
}
