using System.Text;
using System.Text.Json.Nodes;
using Rollcall.Core.Integrations;
using Rollcall.Core.Integrations.Drafts;
using Rollcall.Server.Integrations;
using Rollcall.Storage.Integrations;
using Rollcall.Testing.Processes;

namespace Rollcall.Server.Tests.Integrations;

public sealed class DraftsTests
{
    public static TheoryData<string> Definitions =>
        [
            .. Directory
                .EnumerateFiles(
                    Path.Combine(ProgramFiles.Root, "catalog"),
                    "integration.yaml",
                    SearchOption.AllDirectories
                )
                .Select(File.ReadAllText),
            StarterDocument.Of(IntegrationType.List),
            StarterDocument.Of(IntegrationType.Property),
        ];

    [Theory]
    [MemberData(nameof(Definitions))]
    public async Task Imported_definition_is_exported_equal(string yaml)
    {
        await using var portal = await Portal.StartAsync();
        var import = await portal.ImportAsync(yaml);
        Assert.NotNull(import.Version);
        var original = IntegrationDocument.Read(Encoding.UTF8.GetBytes(yaml), "x.yaml").Integration!;
        foreach (var asJson in new[] { false, true })
        {
            var file = await portal.Files.ExportAsync(portal.Ann, import.Version.Id, asJson);
            var read = IntegrationDocument.Read(Encoding.UTF8.GetBytes(file.Text), file.Name);
            Assert.Equal(IntegrationWriter.ToJson(original), IntegrationWriter.ToJson(read.Integration!));
        }
    }

    [Fact]
    public async Task New_draft_is_valid_and_filled_in_as_the_guide_has_it()
    {
        await using var portal = await Portal.StartAsync();
        foreach (var type in new[] { IntegrationType.List, IntegrationType.Property })
        {
            var open = await portal.Drafts.OpenAsync(portal.Ann, (await portal.DraftAsync($"Acme {type}", type)).Id);
            var check = DraftCheck.Of(Draft.Compose(open.Draft.Root, open.Connection));
            Assert.Empty(check.Problems);
            var integration = check.Document.Integration!;
            Assert.Equal($"Acme {type}", integration.Name);
            Assert.All(integration.Endpoints.All, endpoint => Assert.Equal(10_000, endpoint.BatchSize));
        }
    }

    [Fact]
    public async Task Draft_keeps_whatever_was_typed()
    {
        await using var portal = await Portal.StartAsync();
        var version = await portal.DraftAsync();
        var open = await portal.Drafts.OpenAsync(portal.Ann, version.Id);
        open.Draft.Root["endpoints"]!["addUsers"]!["body"] = "{\"a\": <script>\u202e\"";
        open.Draft.Root["endpoints"]!["addUsers"]!["batchSize"] = "ten";
        open.Draft.Root["nobody knows"] = new JsonArray(1, null, "x");
        open.Draft.Unfinished["endpoints.createList.errors[0].subError"] = "{\"a\": ";
        await portal.Drafts.SaveAsync(portal.Ann, version.Id, version.Version, open.Draft, version.ConnectionId);
        var again = await portal.Drafts.OpenAsync(portal.Ann, version.Id);
        Assert.True(JsonNode.DeepEquals(open.Draft.Root, again.Draft.Root));
        Assert.True(JsonNode.DeepEquals(open.Draft.Unfinished, again.Draft.Unfinished));
    }

    [Fact]
    public async Task Second_person_to_save_is_told_who_saved_and_overwrites_nothing()
    {
        await using var portal = await Portal.StartAsync();
        var version = await portal.DraftAsync();
        var (ann, bob) = (
            await portal.Drafts.OpenAsync(portal.Ann, version.Id),
            await portal.Drafts.OpenAsync(portal.Bob, version.Id)
        );
        bob.Draft.Root["slugifyCohortName"] = true;
        await portal.Drafts.SaveAsync(portal.Bob, version.Id, bob.Version.Version, bob.Draft, version.ConnectionId);
        var refusal = await Assert.ThrowsAsync<Refusal>(() =>
            portal.Drafts.SaveAsync(portal.Ann, version.Id, ann.Version.Version, ann.Draft, version.ConnectionId)
        );
        Assert.Equal(RefusalKind.Conflict, refusal.Kind);
        Assert.StartsWith("Bob saved this draft", refusal.Message, StringComparison.Ordinal);
        Assert.True((bool)(await portal.Drafts.OpenAsync(portal.Ann, version.Id)).Draft.Root["slugifyCohortName"]!);
    }

    [Fact]
    public async Task Released_version_is_not_changed_and_the_next_draft_begins_with_it()
    {
        await using var portal = await Portal.StartAsync();
        var version = await portal.DraftAsync();
        await using (var database = portal.Databases.OpenForInstallation())
        {
            (await database.IntegrationVersions.FindAsync(version.Id))!.State = IntegrationState.ReleasedInternally;
            await database.SaveChangesAsync();
        }
        var open = await portal.Drafts.OpenAsync(portal.Ann, version.Id);
        await Assert.ThrowsAsync<Refusal>(() =>
            portal.Drafts.SaveAsync(portal.Ann, version.Id, open.Version.Version, open.Draft, version.ConnectionId)
        );
        var next = await portal.Versions.NewVersionAsync(portal.Ann, version.IntegrationId);
        Assert.Equal((2, IntegrationState.Draft, open.Version.Document), (next.Number, next.State, next.Document));
        Assert.Equal(next.Id, (await portal.Versions.NewVersionAsync(portal.Ann, version.IntegrationId)).Id);
    }

    [Fact]
    public async Task Another_organization_finds_nothing()
    {
        await using var portal = await Portal.StartAsync();
        var version = await portal.DraftAsync();
        Assert.Empty(await portal.Versions.ListAsync(portal.Stranger));
        Assert.Empty(await portal.Connections.ListAsync(portal.Stranger));
        await NotFound(() => portal.Drafts.OpenAsync(portal.Stranger, version.Id));
        await NotFound(() => portal.Versions.DuplicateAsync(portal.Stranger, version.Id));
        await NotFound(() => portal.Versions.NewVersionAsync(portal.Stranger, version.IntegrationId));
        await NotFound(() => portal.Versions.VersionsAsync(portal.Stranger, version.IntegrationId));
        await NotFound(() => portal.Files.ExportAsync(portal.Stranger, version.Id, asJson: true));
        await NotFound(() => portal.Connections.OpenAsync(portal.Stranger, version.ConnectionId!));
    }

    [Fact]
    public async Task Wrong_file_is_told_by_line_and_may_become_a_draft_all_the_same()
    {
        await using var portal = await Portal.StartAsync();
        var wrong = StarterDocument.Of(IntegrationType.List).Replace("batchSize: 10000", "batchSize: ten");
        var import = await portal.ImportAsync(wrong);
        Assert.Null(import.Version);
        Assert.True(import.IsReadable);
        var line = wrong.Split('\n').ToList().FindIndex(text => text.Contains("batchSize: ten")) + 1;
        Assert.Equal(line, import.Problems[0].Line);
        var accepted = await portal.ImportAsync(wrong, acceptErrors: true);
        Assert.Contains("\"ten\"", accepted.Version!.Document, StringComparison.Ordinal);
        Assert.False((await portal.ImportAsync("a: [", acceptErrors: true)).IsReadable);
    }

    [Fact]
    public async Task File_with_ten_thousand_errors_is_told_with_a_bounded_list()
    {
        await using var portal = await Portal.StartAsync();
        var rows = string.Concat(Enumerable.Range(0, 10_000).Select(number => $"\n  - {{variable: a-{number}}}"));
        var import = await portal.ImportAsync($"apiVersion: rollcall/v1\ncustomFields:{rows}\n");
        Assert.Equal(IntegrationFiles.MostProblems, import.Problems.Count);
        Assert.InRange(import.ProblemCount, 10_000, 50_000);
    }

    [Fact]
    public async Task Name_is_taken_whatever_its_case_and_a_free_one_is_offered()
    {
        await using var portal = await Portal.StartAsync();
        await portal.Connections.CreateAsync(portal.Ann, Portal.Form("Acme"));
        var refusal = await Assert.ThrowsAsync<Refusal>(() =>
            portal.Connections.CreateAsync(portal.Ann, Portal.Form(" ACME "))
        );
        Assert.Contains("ACME 2", refusal.Fields[0].Message, StringComparison.Ordinal);
        await portal.Connections.CreateAsync(portal.Stranger, Portal.Form("acme"));
    }

    [Fact]
    public async Task Approved_connection_is_edited_as_a_new_version()
    {
        await using var portal = await Portal.StartAsync();
        var first = await portal.Connections.CreateAsync(portal.Ann, Portal.Form("Acme"));
        await using (var database = portal.Databases.OpenForInstallation())
        {
            (await database.Connections.FindAsync(first.Id))!.State = ConnectionState.Approved;
            await database.SaveChangesAsync();
        }
        var opened = await portal.Connections.OpenAsync(portal.Ann, first.Id);
        var next = await portal.Connections.SaveAsync(portal.Ann, first.Id, opened.Version, Portal.Form("Acme Inc"));
        Assert.Equal("1.1", next.Number);
        Assert.Equal("Acme", (await portal.Connections.OpenAsync(portal.Ann, first.Id)).DisplayName);
        Assert.Equal("Acme Inc", Assert.Single(await portal.Connections.ListAsync(portal.Ann)).Connection.DisplayName);
    }

    private static async Task NotFound(Func<Task> ask) =>
        Assert.Equal(RefusalKind.NotFound, (await Assert.ThrowsAsync<Refusal>(ask)).Kind);
}
