using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Runs;
using Rollcall.Core.Snapshots;
using Rollcall.Server.Access;
using Rollcall.Server.Configuration;
using Rollcall.Storage;
using Rollcall.Storage.Database;
using Rollcall.Storage.Sqlite;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>Says in which lists a user is.</summary>
public sealed class MemberSearch(Databases databases, ISyncDestinations destinations, DataFolder folder)
{
    /// <summary>What is known of a user in every sync of the project, or of one cohort.</summary>
    /// <param name="asker">Who.</param>
    /// <param name="identifier">As the cohorts have it.</param>
    /// <param name="cohortId">That cohort's syncs only; null: all.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<IReadOnlyList<MemberInSync>> FindAsync(
        Asker asker,
        string identifier,
        string? cohortId = null,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.SeeMembers);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var syncs = await database
            .Syncs.AsNoTracking()
            .Where(sync => sync.ProjectId == asker.ProjectId && (cohortId == null || sync.CohortId == cohortId))
            .OrderBy(sync => sync.CreatedAt)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        var found = new List<MemberInSync>();
        foreach (var sync in syncs)
        {
            found.Add(await InSyncAsync(sync, identifier, cancellation).ConfigureAwait(false));
        }
        return found;
    }

    private async Task<MemberInSync> InSyncAsync(Sync sync, string identifier, CancellationToken cancellation)
    {
        var state = Path.Combine(folder.Syncs, sync.Id);
        if (!File.Exists(SqliteLedger.FileIn(state)))
        {
            return new MemberInSync(sync, null, "Nothing was synced yet.");
        }
        try
        {
            var destination = await destinations
                .LoadAsync(sync.OrganizationId, sync.DestinationId, sync.Settings, cancellation)
                .ConfigureAwait(false);
            using var opened = StateDirectory.OpenForReading(state);
            var member = MemberLookup.Find(opened.Ledger, destination.Integration.Mapping, identifier);
            return member is null
                ? new MemberInSync(sync, null, "This list does not know users by one identifier like this.")
                : new MemberInSync(sync, member.State, Why(member));
        }
        catch (Exception unknown) when (unknown is Refusal or UsageException or DamagedStateException)
        {
            return new MemberInSync(sync, null, unknown.Message);
        }
    }

    private static string? Why(FoundMember member) =>
        member.Refused is { } refused ? $"The destination refused it ({refused.Type}): {refused.Reason}"
        : member.State == MemberState.InDoubt ? "It was sent, and no answer came. It is sent again with the next run."
        : null;
}

/// <summary>A user in a sync's list.</summary>
/// <param name="Sync">The sync.</param>
/// <param name="State">Whether it is there; null: not known.</param>
/// <param name="Why">Why not, or why it is not known; null where there is nothing to say.</param>
public sealed record MemberInSync(Sync Sync, MemberState? State, string? Why);
