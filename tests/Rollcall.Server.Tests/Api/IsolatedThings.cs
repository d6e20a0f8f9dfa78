using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Cohorts;
using Rollcall.Server.Integrations;
using Rollcall.Server.People;
using Rollcall.Server.Review;
using Rollcall.Server.Syncs;
using Rollcall.Server.Tests.Catalog;
using Rollcall.Server.Tokens;
using Rollcall.Storage.Database;
using Rollcall.Storage.Integrations;
using Rollcall.Storage.Organizations;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Tests.Api;

/// <summary>One of everything that an organization can have, made by its own operations.</summary>
/// <param name="Ids">IDs by the name that they have in routes.</param>
/// <param name="InternalVersionId">A version that only its organization may install.</param>
/// <param name="ApprovedVersionId">One that is in the catalog.</param>
internal sealed record IsolatedThings(
    Dictionary<string, string> Ids,
    string InternalVersionId,
    string ApprovedVersionId
)
{
    // A PNG of one pixel.
    private const string Pixel =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

    /// <summary>The IDs that a route's own people would give: versions differ by what may be done with them.</summary>
    public Dictionary<string, string> On(string pattern) =>
        pattern switch
        {
            _ when pattern.Contains("/catalog/", StringComparison.Ordinal) => With(InternalVersionId),
            _ when pattern.Contains("/review/versions/", StringComparison.Ordinal) => With(ApprovedVersionId),
            _ when pattern.EndsWith("/upgrade", StringComparison.Ordinal) => With(Ids["to"]),
            _ => Ids,
        };

    /// <summary>Makes them for the world's partner, in its project.</summary>
    public static async Task<IsolatedThings> MakeAsync(CatalogWorld world)
    {
        var asker = world.PartnersProject;
        var logo = await world.Get<Logos>().UploadAsync(asker, Convert.FromBase64String(Pixel));
        var version = await DraftAsync(world, "Acme Lists", logo.Id);
        var submission = await world
            .Get<Server.Releases.Releases>()
            .SubmitAsync(asker, version.Id, world.SubmissionForm());
        var kept = await DraftAsync(world, "Acme Internal", logo.Id);
        await world.Get<Server.Releases.Releases>().ReleaseInternallyAsync(asker, kept.Id);
        var comment = await world.Get<Reviews>().CommentAsync(world.Rita, submission.Id, "name", "Shorter, please.");
        var installed = await world.ApprovedAsync("Acme Approved");
        var destination = await world
            .Get<Server.Destinations.Destinations>()
            .CreateAsync(asker, installed.Id, world.Form());
        var cohort = await world.Get<SampleCohort>().MakeAsync(asker);
        var sync = await world
            .Get<ProjectSyncs>()
            .CreateAsync(
                asker,
                new NewSync
                {
                    CohortId = cohort.Id,
                    DestinationId = destination.Id,
                    Cadence = new Cadence { Kind = CadenceKind.OneTime },
                }
            );
        var next = await world.NextApprovedAsync(installed, yaml => yaml);
        var invitation = await world.Get<Invitations>().InviteAsync(asker, "eve@x.example", Role.Viewer);
        var token = await world.Get<ApiTokens>().CreateAsync(asker, "ci", Role.Viewer);
        await using var database = world.Get<Databases>().OpenFor(asker.OrganizationId);
        var ids = new Dictionary<string, string>
        {
            ["to"] = next.Id,
            ["organizationId"] = asker.OrganizationId,
            ["projectId"] = asker.ProjectId,
            ["personId"] = asker.PersonId,
            ["cohortId"] = cohort.Id,
            ["fileId"] = (await database.Uploads.FirstAsync(upload => upload.ReplacedAt == null)).Id,
            ["destinationId"] = destination.Id,
            ["syncId"] = sync.Id,
            ["runId"] = await RunAsync(world, sync.Id),
            ["connectionId"] = version.ConnectionId!,
            ["integrationId"] = version.IntegrationId,
            ["versionId"] = version.Id,
            ["submissionId"] = submission.Id,
            ["commentId"] = comment.Id,
            ["logoId"] = logo.Id,
            ["invitationId"] = invitation.Id,
            ["tokenId"] = token.Details.Id,
        };
        return new IsolatedThings(ids, kept.Id, installed.Id);
    }

    private Dictionary<string, string> With(string versionId) => new(Ids) { ["versionId"] = versionId };

    private static async Task<IntegrationVersion> DraftAsync(CatalogWorld world, string name, string logoId)
    {
        var version = await world.DraftAsync(name);
        await using var database = world.Get<Databases>().OpenForInstallation();
        (await database.Connections.SingleAsync(row => row.Id == version.ConnectionId)).LogoId = logoId;
        await database.SaveChangesAsync();
        return version;
    }

    // The first run begins by itself.
    private static async Task<string> RunAsync(CatalogWorld world, string syncId)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken))
        {
            await using var database = world.Get<Databases>().OpenForInstallation();
            var run = await database
                .SyncRuns.Where(row => row.SyncId == syncId && row.FinishedAt != null)
                .FirstOrDefaultAsync(TestContext.Current.CancellationToken);
            if (run is not null)
            {
                return run.Id;
            }
        }
        throw new OperationCanceledException();
    }
}
