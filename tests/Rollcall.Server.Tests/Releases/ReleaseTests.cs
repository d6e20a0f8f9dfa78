using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Catalog;
using Rollcall.Server.Integrations;
using Rollcall.Server.Releases;
using Rollcall.Server.Review;
using Rollcall.Server.Tests.Catalog;
using Rollcall.Storage.Database;
using Rollcall.Storage.Integrations;
using Rollcall.Storage.Releases;

namespace Rollcall.Server.Tests.Releases;

public sealed class ReleaseTests
{
    [Fact]
    public async Task Every_step_that_a_state_does_not_allow_is_refused_and_changes_nothing()
    {
        await using var world = await CatalogWorld.StartAsync();
        var releases = world.Get<Server.Releases.Releases>();
        var steps = new Dictionary<string, Func<string, Task>>
        {
            ["release"] = id => releases.ReleaseInternallyAsync(world.Partner, id),
            ["submit"] = id => releases.SubmitAsync(world.Partner, id, world.SubmissionForm()),
            ["take back"] = id => releases.TakeBackAsync(world.Partner, id),
            ["withdraw"] = id => releases.WithdrawAsync(world.Partner, id, "Old."),
        };
        var allowed = new Dictionary<IntegrationState, string[]>
        {
            [IntegrationState.Draft] = ["release", "submit"],
            [IntegrationState.ReleasedInternally] = ["submit", "withdraw"],
            [IntegrationState.UnderReview] = ["take back"],
            [IntegrationState.ChangesRequested] = ["withdraw"],
            [IntegrationState.Approved] = ["withdraw"],
            [IntegrationState.Withdrawn] = [],
        };
        var version = await world.DraftAsync();
        foreach (var (state, open) in allowed)
        {
            await SetAsync(world, version.Id, state);
            foreach (var (name, step) in steps.Where(step => !open.Contains(step.Key)))
            {
                var refusal = await Assert.ThrowsAsync<Refusal>(() => step(version.Id));
                Assert.True(refusal.Kind == RefusalKind.Conflict, $"{name} in {state}: {refusal.Message}");
                Assert.Equal(state, await world.StateAsync(version.Id));
            }
        }
        Assert.Null(await world.PublishedAsync(version.Id));
    }

    [Fact]
    public async Task An_internal_release_shows_the_tile_to_its_own_organization_only()
    {
        await using var world = await CatalogWorld.StartAsync();
        var version = await world.DraftAsync();
        await world.Get<Server.Releases.Releases>().ReleaseInternallyAsync(world.Partner, version.Id);

        var catalog = world.Get<CatalogReader>();
        var own = (await catalog.TilesAsync(world.PartnersProject)).Single(tile => tile.Name == "Acme Lists");
        Assert.Equal(TileBadge.Internal, own.Badge);
        Assert.DoesNotContain(await catalog.TilesAsync(world.Customer), tile => tile.Name == "Acme Lists");
        var refusal = await Assert.ThrowsAsync<Refusal>(() => world.InstalledAsync(version.Id));
        Assert.Equal(RefusalKind.NotFound, refusal.Kind);
    }

    [Fact]
    public async Task A_definition_with_errors_is_not_released()
    {
        await using var world = await CatalogWorld.StartAsync();
        var version = await world.DraftAsync();
        await using (var database = world.Get<Databases>().OpenFor(world.Partner.OrganizationId))
        {
            var row = await database.IntegrationVersions.SingleAsync(row => row.Id == version.Id);
            row.Document = row.Document.Replace(
                "\"$user_id_field_amplitude\\\"",
                "\"$unknown\\\"",
                StringComparison.Ordinal
            );
            await database.SaveChangesAsync();
        }
        var refusal = await Assert.ThrowsAsync<Refusal>(() =>
            world.Get<Server.Releases.Releases>().ReleaseInternallyAsync(world.Partner, version.Id)
        );
        Assert.Contains(refusal.Fields, fault => fault.Message.Contains("$unknown", StringComparison.Ordinal));
        Assert.Equal(IntegrationState.Draft, await world.StateAsync(version.Id));
    }

    [Fact]
    public async Task A_display_name_is_one_integrations_in_the_catalog_whatever_its_case_and_free_again_afterwards()
    {
        await using var world = await CatalogWorld.StartAsync();
        var (first, submission) = await world.SubmittedAsync("Acme Lists");
        var connection = await SecondAsync(world, "ACME  lists");
        var releases = world.Get<Server.Releases.Releases>();
        var refusal = await Assert.ThrowsAsync<Refusal>(() =>
            releases.SubmitAsync(world.Partner, connection, world.SubmissionForm())
        );
        Assert.Equal("connection.displayName", Assert.Single(refusal.Fields).Field);

        await world.Get<Reviews>().RequestChangesAsync(world.Rita, submission.Id, "Not yet.");
        await releases.SubmitAsync(world.Partner, connection, world.SubmissionForm());
        Assert.Equal(IntegrationState.UnderReview, await world.StateAsync(connection));
        Assert.Equal(IntegrationState.ChangesRequested, await world.StateAsync(first.Id));
    }

    [Fact]
    public async Task What_was_let_out_stays_as_it_was_whatever_becomes_of_its_connection_information()
    {
        await using var world = await CatalogWorld.StartAsync();
        var version = await world.DraftAsync();
        await world.Get<Server.Releases.Releases>().ReleaseInternallyAsync(world.Partner, version.Id);
        await using (var database = world.Get<Databases>().OpenFor(world.Partner.OrganizationId))
        {
            var connection = await database.Connections.SingleAsync();
            connection.DisplayName = "Something else";
            connection.FullDescription = "Other words.";
            await database.SaveChangesAsync();
        }
        var published = await world.PublishedAsync(version.Id);
        Assert.Equal("Acme Lists", published!.Name);
        Assert.Equal("Sends **messages** to lists.", published.Description);
        var refusal = await Assert.ThrowsAsync<Refusal>(async () =>
        {
            var open = await world.Get<Drafts>().OpenAsync(world.Partner, version.Id);
            await world
                .Get<Drafts>()
                .SaveAsync(world.Partner, version.Id, open.Version.Version, open.Draft, open.Version.ConnectionId);
        });
        Assert.Equal(RefusalKind.Conflict, refusal.Kind);
    }

    [Fact]
    public async Task Withdrawn_from_review_a_version_is_what_it_was_and_its_test_account_is_gone()
    {
        await using var world = await CatalogWorld.StartAsync();
        var releases = world.Get<Server.Releases.Releases>();
        var (version, submission) = await world.SubmittedAsync();
        await releases.TakeBackAsync(world.Partner, version.Id);
        Assert.Equal(IntegrationState.Draft, await world.StateAsync(version.Id));
        Assert.Null(await world.PublishedAsync(version.Id));
        await using var database = world.Get<Databases>().OpenForInstallation();
        Assert.Empty(await database.Secrets.Where(secret => secret.Owner == submission.Id).ToListAsync());
        Assert.False(await database.CatalogNames.AnyAsync(name => name.IntegrationId == version.IntegrationId));

        await releases.ReleaseInternallyAsync(world.Partner, version.Id);
        await releases.SubmitAsync(world.Partner, version.Id, world.SubmissionForm());
        await releases.TakeBackAsync(world.Partner, version.Id);
        Assert.Equal(IntegrationState.ReleasedInternally, await world.StateAsync(version.Id));
    }

    [Fact]
    public async Task A_submission_needs_every_endpoint_tested_since_its_last_change_and_a_whole_test_account()
    {
        await using var world = await CatalogWorld.StartAsync();
        var releases = world.Get<Server.Releases.Releases>();
        var version = await world.DraftAsync();
        var refusal = await Assert.ThrowsAsync<Refusal>(() =>
            releases.SubmitAsync(world.Partner, version.Id, new SubmissionForm())
        );
        Assert.Contains("testAccount.bearer_token", refusal.Fields.Select(fault => fault.Field));
        await using (var database = world.Get<Databases>().OpenFor(world.Partner.OrganizationId))
        {
            var row = await database.IntegrationVersions.SingleAsync(row => row.Id == version.Id);
            row.Document = row.Document.Replace("/remove", "/take-off", StringComparison.Ordinal);
            await database.SaveChangesAsync();
        }
        refusal = await Assert.ThrowsAsync<Refusal>(() =>
            releases.SubmitAsync(world.Partner, version.Id, world.SubmissionForm())
        );
        Assert.Equal("tests.removeUsers", Assert.Single(refusal.Fields).Field);
    }

    [Fact]
    public async Task Steps_are_told_with_who_and_when_and_stand_in_the_audit_log()
    {
        await using var world = await CatalogWorld.StartAsync();
        var version = await world.ApprovedAsync();
        var trail = await world.Get<VersionHistory>().OfVersionAsync(world.Partner, version.Id);
        Assert.Equal(
            [(ReleaseStepKind.Submitted, "Ada"), (ReleaseStepKind.Approved, "Rita")],
            trail.Steps.Select(step => (step.Kind, step.ByName))
        );
        await using var database = world.Get<Databases>().OpenFor(world.Partner.OrganizationId);
        var actions = await database.Audit.Select(entry => entry.Action).ToListAsync();
        Assert.Contains("version.submitted", actions);
        Assert.Contains("version.approved", actions);
    }

    private static async Task SetAsync(CatalogWorld world, string versionId, IntegrationState state)
    {
        await using var database = world.Get<Databases>().OpenForInstallation();
        var version = await database.IntegrationVersions.SingleAsync(row => row.Id == versionId);
        version.State = state;
        await database.SaveChangesAsync();
    }

    // The organization itself refuses the same name twice: the other one's name is changed behind its back.
    private static async Task<string> SecondAsync(CatalogWorld world, string name)
    {
        var version = await world.DraftAsync("Other");
        await using var database = world.Get<Databases>().OpenForInstallation();
        var connection = await database.Connections.SingleAsync(row => row.DisplayName == "Other");
        connection.DisplayName = name;
        await database.SaveChangesAsync();
        return version.Id;
    }
}
