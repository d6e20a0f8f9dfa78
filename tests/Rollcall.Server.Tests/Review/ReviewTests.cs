using Microsoft.EntityFrameworkCore;
using Rollcall.Core.EndpointTests;
using Rollcall.Core.Runs;
using Rollcall.Server.Catalog;
using Rollcall.Server.Configuration;
using Rollcall.Server.Releases;
using Rollcall.Server.Review;
using Rollcall.Server.Tests.Catalog;
using Rollcall.Storage.Database;
using Rollcall.Storage.Integrations;

namespace Rollcall.Server.Tests.Review;

public sealed class ReviewTests
{
    [Fact]
    public async Task Approved_the_tile_is_everyones_the_partner_gets_a_mail_and_the_test_account_is_gone()
    {
        await using var world = await CatalogWorld.StartAsync();
        var (version, submission) = await world.SubmittedAsync();
        await world.Get<Reviews>().ApproveAsync(world.Rita, submission.Id);

        Assert.Equal(IntegrationState.Approved, await world.StateAsync(version.Id));
        Assert.Contains(await world.Get<CatalogReader>().TilesAsync(world.Customer), tile => tile.Name == "Acme Lists");
        await using var database = world.Get<Databases>().OpenForInstallation();
        var mail = await database.Mails.SingleAsync();
        Assert.Equal("ada@x.example", mail.To);
        Assert.Contains("approved", mail.Subject, StringComparison.Ordinal);
        Assert.Empty(await database.Secrets.Where(secret => secret.Owner == submission.Id).ToListAsync());
        Assert.Equal(ConnectionState.Approved, (await database.Connections.SingleAsync()).State);
    }

    [Fact]
    public async Task Requested_changes_reach_the_partner_with_every_comment_and_stand_at_the_next_draft()
    {
        await using var world = await CatalogWorld.StartAsync();
        var (version, submission) = await world.SubmittedAsync();
        var reviews = world.Get<Reviews>();
        await reviews.CommentAsync(world.Rita, submission.Id, "endpoints.addUsers.body", "Say which list.");
        await reviews.RequestChangesAsync(world.Rita, submission.Id, "Nearly there.");

        await using var database = world.Get<Databases>().OpenForInstallation();
        var mail = await database.Mails.SingleAsync();
        Assert.Contains("Nearly there.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Say which list.", mail.Text, StringComparison.Ordinal);
        var next = await world
            .Get<Server.Integrations.IntegrationVersions>()
            .NewVersionAsync(world.Partner, version.IntegrationId);
        var trail = await world.Get<VersionHistory>().OfVersionAsync(world.Partner, next.Id);
        Assert.Equal("Nearly there.", trail.ChangesAsked?.Comment);
        Assert.Equal("endpoints.addUsers.body", Assert.Single(trail.Comments).Field);
    }

    [Fact]
    public async Task A_test_cohort_enters_changes_and_leaves_and_nothing_is_kept_of_it()
    {
        await using var world = await CatalogWorld.StartAsync();
        var (_, submission) = await world.SubmittedAsync();

        var runs = await world
            .Get<TestCohortSync>()
            .RunAsync(world.Rita, submission.Id, new Random(1))
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.All(runs, run => Assert.Equal(RunStatus.Succeeded, run.Report.Status));
        Assert.Equal(
            [(20L, 0L), (2L, 3L), (0L, 19L)],
            runs.Select(run => (run.Report.Delivered.Add, run.Report.Delivered.Remove))
        );
        Assert.Equal(0, Assert.Single(world.Sandbox.Lists.All).Count);
        Assert.Empty(Directory.EnumerateFileSystemEntries(world.Get<DataFolder>().Checks));
        await world.Get<Reviews>().RequestChangesAsync(world.Rita, submission.Id, "No.");
        await Assert.ThrowsAsync<Refusal>(async () =>
            await world.Get<TestCohortSync>().RunAsync(world.Rita, submission.Id, new Random(1)).ToListAsync()
        );
    }

    [Fact]
    public async Task The_second_of_two_reviewers_is_told_who_decided_and_changes_nothing()
    {
        await using var world = await CatalogWorld.StartAsync();
        var (version, submission) = await world.SubmittedAsync();
        var reviews = world.Get<Reviews>();
        var decisions = await Task.WhenAll(
            OutcomeAsync(() => reviews.ApproveAsync(world.Rita, submission.Id)),
            OutcomeAsync(() => reviews.RequestChangesAsync(world.Rolf, submission.Id, "No."))
        );
        var refusal = Assert.Single(decisions, outcome => outcome is not null);
        Assert.Equal(RefusalKind.Conflict, refusal!.Kind);
        Assert.Contains("meanwhile", refusal.Message, StringComparison.Ordinal);
        var state = await world.StateAsync(version.Id);
        await using var database = world.Get<Databases>().OpenForInstallation();
        Assert.Single(await database.Mails.ToListAsync());
        Assert.Equal(decisions[0] is null ? IntegrationState.Approved : IntegrationState.ChangesRequested, state);
    }

    [Fact]
    public async Task Nobody_decides_on_their_own_organizations_submission()
    {
        await using var world = await CatalogWorld.StartAsync();
        var (version, submission) = await world.SubmittedAsync();
        var refusal = await Assert.ThrowsAsync<Refusal>(() =>
            world.Get<Reviews>().ApproveAsync(world.Ralf, submission.Id)
        );
        Assert.Equal(RefusalKind.Forbidden, refusal.Kind);
        refusal = await Assert.ThrowsAsync<Refusal>(() =>
            world.Get<Reviews>().RequestChangesAsync(world.Ralf, submission.Id, "No.")
        );
        Assert.Equal(RefusalKind.Forbidden, refusal.Kind);
        Assert.Equal(IntegrationState.UnderReview, await world.StateAsync(version.Id));
    }

    [Fact]
    public async Task A_reviewer_runs_the_tests_with_the_partners_account_and_sees_no_secret()
    {
        await using var world = await CatalogWorld.StartAsync();
        var (_, submission) = await world.SubmittedAsync();
        var exchanges = new List<TestExchange>();
        var tests = world.Get<Server.Review.ReviewTests>();
        await foreach (var exchange in tests.RunAsync(world.Rita, submission.Id, new Random(1)))
        {
            exchanges.Add(exchange);
        }
        Assert.Equal(
            ["createList", "addUsers", "removeUsers"],
            exchanges.Select(exchange => exchange.Request.Endpoint)
        );
        Assert.All(exchanges, exchange => Assert.True(exchange.Succeeded, exchange.Error?.Message));
        var told = System.Text.Json.JsonSerializer.Serialize(exchanges.Select(exchange => exchange.Request));
        Assert.DoesNotContain(CatalogWorld.Token, told, StringComparison.Ordinal);

        await world.Get<Reviews>().RequestChangesAsync(world.Rita, submission.Id, "Later.");
        await Assert.ThrowsAsync<Refusal>(async () =>
        {
            await foreach (var _ in tests.RunAsync(world.Rita, submission.Id, new Random(1))) { }
        });
    }

    [Fact]
    public async Task A_test_account_that_makes_no_address_is_refused_in_words_before_anything_is_sent()
    {
        await using var world = await CatalogWorld.StartAsync();
        var (_, submission) = await world.SubmittedAsync(edit: yaml =>
            yaml.Replace("$base_url", "https://$base_url.acme.example", StringComparison.Ordinal)
                .Replace("type: url", "type: string", StringComparison.Ordinal)
        );
        var tests = world.Get<Server.Review.ReviewTests>();
        var refusal = await Assert.ThrowsAsync<Refusal>(async () =>
        {
            await foreach (var _ in tests.RunAsync(world.Rita, submission.Id, new Random(1))) { }
        });
        Assert.Equal("testAccount.base_url", Assert.Single(refusal.Fields).Field);
        Assert.Equal(0, world.Sandbox.Log.Count);
    }

    [Fact]
    public async Task The_queue_has_the_oldest_first_and_the_page_tells_hosts_and_what_differs_from_the_approved_version()
    {
        await using var world = await CatalogWorld.StartAsync();
        var version = await world.ApprovedAsync();
        var next = await world
            .Get<Server.Integrations.IntegrationVersions>()
            .NewVersionAsync(world.Partner, version.IntegrationId);
        await world.WriteAsync(
            next.Id,
            yaml => yaml.Replace("batchSize: 10000", "batchSize: 500", StringComparison.Ordinal)
        );
        var second = await world
            .Get<Server.Releases.Releases>()
            .SubmitAsync(world.Partner, next.Id, world.SubmissionForm());
        await world.SubmittedAsync("Another");

        var queue = world.Get<ReviewQueue>();
        Assert.Equal(["Acme Lists", "Another"], (await queue.WaitingAsync(world.Rita)).Select(row => row.Integration));
        var view = await queue.OpenAsync(world.Rita, second.Id);
        Assert.Equal(1, view.Difference.From);
        Assert.Contains(view.Difference.Words, word => word.Contains("500", StringComparison.Ordinal));
        Assert.Equal("$base_url", Assert.Single(view.Hosts).Origin);
        Assert.Equal(3, view.Submission.Tests.Count);
    }

    [Fact]
    public async Task Withdrawn_a_version_leaves_the_catalog_and_no_run_starts_with_it()
    {
        await using var world = await CatalogWorld.StartAsync();
        var version = await world.ApprovedAsync();
        var installed = await world.InstalledAsync(version.Id);
        await world.Get<Reviews>().WithdrawAsync(world.Rita, version.Id, "It leaks.");

        Assert.DoesNotContain(
            await world.Get<CatalogReader>().TilesAsync(world.Customer),
            tile => tile.Name == "Acme Lists"
        );
        var refusal = await Assert.ThrowsAsync<Refusal>(() =>
            world
                .Get<Server.Syncs.ISyncDestinations>()
                .LoadAsync("org_customer", installed.Id, new Dictionary<string, string>())
        );
        Assert.Contains("It leaks.", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<Refusal>(() => world.InstalledAsync(version.Id, "Again"));
    }

    private static async Task<Refusal?> OutcomeAsync(Func<Task> action)
    {
        try
        {
            await action();
            return null;
        }
        catch (Refusal refusal)
        {
            return refusal;
        }
    }
}
