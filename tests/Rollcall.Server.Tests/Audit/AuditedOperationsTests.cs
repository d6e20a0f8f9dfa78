using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Access;
using Rollcall.Server.Cohorts;
using Rollcall.Server.Integrations;
using Rollcall.Server.People;
using Rollcall.Storage.Audit;

namespace Rollcall.Server.Tests.Audit;

/// <summary>That changes of people leave an entry.</summary>
public sealed class AuditedOperationsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connection_information_leaves_an_entry_when_it_is_made_changed_and_deleted()
    {
        await using var portal = await Integrations.Portal.StartAsync();
        var made = await portal.Connections.CreateAsync(portal.Ann, Integrations.Portal.Form("Acme"), Cancellation);
        var form = Integrations.Portal.Form("Acme") with { Summary = "Other words." };
        var saved = await portal.Connections.SaveAsync(portal.Ann, made.Id, made.Version, form, Cancellation);
        await portal.Connections.DeleteAsync(portal.Ann, saved.Id, Cancellation);
        var entries = await EntriesAsync(portal, "connection.");
        Assert.Equal(
            ["connection.created", "connection.changed", "connection.deleted"],
            entries.Select(entry => entry.Action)
        );
        Assert.Equal("{\"summary\":\"Other words.\"}", entries[1].After);
        Assert.Null(entries[2].After);
    }

    [Fact]
    public async Task A_draft_leaves_one_entry_a_person_and_hour_however_often_it_saves_itself()
    {
        await using var portal = await Integrations.Portal.StartAsync();
        var version = await portal.DraftAsync();
        foreach (var (who, batch) in new[] { (portal.Ann, 7), (portal.Ann, 8), (portal.Bob, 9) })
        {
            var open = await portal.Drafts.OpenAsync(who, version.Id, Cancellation);
            var root = open.Draft.Root.DeepClone().AsObject();
            root["endpoints"]!["addUsers"]!["batchSize"] = batch;
            await portal.Drafts.SaveAsync(
                who,
                version.Id,
                open.Version.Version,
                new Draft(root, []),
                open.Version.ConnectionId,
                Cancellation
            );
        }
        var entries = await EntriesAsync(portal, "version.");
        Assert.Equal(["version.created", "version.changed", "version.changed"], entries.Select(entry => entry.Action));
        Assert.Equal(["Ann", "Ann", "Bob"], entries.Select(entry => entry.ActorName));
        Assert.Contains("definition", entries[1].After);
    }

    [Fact]
    public async Task An_import_leaves_entries_of_what_it_made()
    {
        await using var portal = await Integrations.Portal.StartAsync();
        await portal.ImportAsync(Core.Integrations.StarterDocument.Of(Core.Integrations.IntegrationType.List));
        Assert.Single(await EntriesAsync(portal, "connection.created"));
        Assert.Single(await EntriesAsync(portal, "version.created"));
    }

    [Fact]
    public async Task A_cohorts_new_file_leaves_an_entry_with_both_names()
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        var asker = await ProjectAskerAsync(portal, ada);
        var cohort = await portal
            .Get<ProjectCohorts>()
            .CreateAsync(asker, new NewCohort("Loyal", Storage.Cohorts.CohortSourceKind.File), Cancellation);
        foreach (var name in new[] { "first.csv", "second.csv" })
        {
            using var csv = new MemoryStream("user_id\nu-1\n"u8.ToArray());
            await portal.Get<Uploads>().ReceiveForAsync(asker, cohort.Id, name, csv, Cancellation);
        }
        await using var database = portal.Databases.OpenFor(ada.OrganizationId);
        var entry = await database
            .Audit.Where(entry => entry.Action == "cohort.changed")
            .OrderBy(entry => entry.Id)
            .LastAsync(Cancellation);
        Assert.Contains("first.csv", entry.Before);
        Assert.Contains("second.csv", entry.After);
    }

    [Fact]
    public async Task A_cohorts_owner_has_a_seat_in_the_organization()
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        var stranger = await portal.PersonAsync("Sam", "Strangers");
        var asker = await ProjectAskerAsync(portal, ada);
        var cohorts = portal.Get<ProjectCohorts>();
        var cohort = await cohorts.CreateAsync(
            asker,
            new NewCohort("Loyal", Storage.Cohorts.CohortSourceKind.File),
            Cancellation
        );
        var refusal = await Assert.ThrowsAsync<Refusal>(() =>
            cohorts.ChangeAsync(asker, cohort.Id, new CohortChange(OwnerId: stranger.Id), null, Cancellation)
        );
        Assert.Equal("ownerId", Assert.Single(refusal.Fields).Field);
    }

    private static async Task<Asker> ProjectAskerAsync(TestPortal portal, AdminUser user)
    {
        await using var database = portal.Databases.OpenFor(user.OrganizationId);
        return TestPortal.AskerOf(user) with { Project = await database.Projects.FirstAsync(Cancellation) };
    }

    private static async Task<List<AuditEntry>> EntriesAsync(Integrations.Portal portal, string action)
    {
        await using var database = portal.Databases.OpenFor(portal.Ann.OrganizationId);
        return await database
            .Audit.Where(entry => entry.Action.StartsWith(action))
            .OrderBy(entry => entry.Id)
            .ToListAsync(Cancellation);
    }
}
