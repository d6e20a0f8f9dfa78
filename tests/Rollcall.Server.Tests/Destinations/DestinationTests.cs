using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Destinations;
using Rollcall.Server.Syncs;
using Rollcall.Server.Tests.Catalog;
using Rollcall.Server.Tests.Syncs;
using Rollcall.Storage.Cohorts;
using Rollcall.Storage.Database;
using Rollcall.Storage.Destinations;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Tests.Destinations;

public sealed class DestinationTests
{
    private static readonly Dictionary<string, string> None = [];

    [Fact]
    public async Task An_installed_destination_gives_runs_its_values_and_shows_no_secret_anywhere()
    {
        await using var world = await CatalogWorld.StartAsync();
        var version = await world.ApprovedAsync();
        var installed = await world.InstalledAsync(version.Id);

        var run = await world.Get<ISyncDestinations>().LoadAsync("org_customer", installed.Id, None);
        Assert.Equal(CatalogWorld.CustomersToken, run.Settings["bearer_token"]);
        Assert.Equal("user_id", run.Columns["user_id_field_amplitude"]);
        var open = await world.Get<Server.Destinations.Destinations>().OpenAsync(world.Customer, installed.Id);
        Assert.Equal("bearer_token", Assert.Single(open.Secrets).Field);
        Assert.DoesNotContain("bearer_token", open.Destination.Settings.Keys);
        await world
            .Get<Databases>()
            .OpenForInstallation()
            .Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        var bytes = await ReadAsync(world.Folder.Database);
        Assert.True(bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(CatalogWorld.CustomersToken)) < 0);
        Assert.True(bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(CatalogWorld.Token)) < 0);
        Assert.True(bytes.AsSpan().IndexOf("Our Acme"u8) >= 0);
    }

    [Fact]
    public async Task Wrong_fields_are_all_told_at_once_and_nothing_is_installed()
    {
        await using var world = await CatalogWorld.StartAsync();
        var version = await world.ApprovedAsync();
        var form = new DestinationForm
        {
            Settings = new Dictionary<string, string> { ["base_url"] = "ftp://x", ["nonsense"] = "1" },
        };
        var refusal = await Assert.ThrowsAsync<Refusal>(() =>
            world.Get<Server.Destinations.Destinations>().CreateAsync(world.Customer, version.Id, form)
        );
        Assert.Equal(
            [
                "mapping.user_id_field_amplitude",
                "name",
                "settings.base_url",
                "settings.bearer_token",
                "settings.nonsense",
            ],
            refusal.Fields.Select(fault => fault.Field).Order()
        );
        Assert.Empty(await world.Get<Server.Destinations.Destinations>().ListAsync(world.Customer));
    }

    [Fact]
    public async Task A_stored_secret_does_not_go_to_a_host_that_is_typed_in_beside_it()
    {
        await using var world = await CatalogWorld.StartAsync();
        var version = await world.ApprovedAsync();
        var installed = await world.InstalledAsync(version.Id);
        var elsewhere = Edit(world, ("base_url", "https://elsewhere.example"), ("bearer_token", ""));
        var edits = world.Get<DestinationEdits>();
        var refusal = await Assert.ThrowsAsync<Refusal>(() => edits.SaveAsync(world.Customer, installed.Id, elsewhere));
        Assert.Equal("settings.bearer_token", Assert.Single(refusal.Fields).Field);
        await Assert.ThrowsAsync<Refusal>(() =>
            world.Get<ConnectionTest>().RunAsync(world.Customer, version.Id, installed.Id, elsewhere)
        );

        var typed = Edit(world, ("base_url", "https://elsewhere.example"), ("bearer_token", "another"));
        var saved = await edits.SaveAsync(world.Customer, installed.Id, typed);
        Assert.Equal(["https://elsewhere.example"], saved.ApprovedHosts);
        Assert.NotEqual(installed.AccountFingerprint, saved.AccountFingerprint);
    }

    [Fact]
    public async Task A_changed_mapping_or_account_stops_until_its_consequences_are_confirmed()
    {
        await using var world = await CatalogWorld.StartAsync();
        var version = await world.ApprovedAsync();
        var installed = await world.InstalledAsync(version.Id);
        await SyncAsync(world, installed);
        var edits = world.Get<DestinationEdits>();
        var form = Edit(world, ("bearer_token", "another")) with
        {
            Mapping = new Dictionary<string, string> { ["user_id_field_amplitude"] = "email" },
        };
        var change = await edits.PreviewAsync(world.Customer, installed.Id, form);
        Assert.True(change.Stops && change.AccountChanged);
        Assert.Equal(("user_id", "email"), (change.Mappings.Single().From, change.Mappings.Single().To));
        Assert.Equal(("People", 12L), (change.Syncs.Single().Cohort, change.Syncs.Single().Entering));
        var refusal = await Assert.ThrowsAsync<Refusal>(() => edits.SaveAsync(world.Customer, installed.Id, form));
        Assert.Equal(["confirmChanges", "sameAccount"], refusal.Fields.Select(fault => fault.Field).Order());

        await edits.SaveAsync(world.Customer, installed.Id, form with { ConfirmChanges = true, SameAccount = false });
        await using var database = world.Get<Databases>().OpenForInstallation();
        Assert.Equal("Fresh", (await database.Syncs.SingleAsync()).AccountChange);
    }

    [Fact]
    public async Task A_change_is_counted_for_each_sync_before_it_is_saved_and_changes_nothing_meanwhile()
    {
        await using var world = await CatalogWorld.StartAsync();
        var version = await world.ApprovedAsync();
        var destination = await world.ConnectedAsync(version.Id);
        var sync = await world.SyncAsync(destination, SyncsWorld.Users(30));
        await world.EndedAsync(1);
        var edits = world.Get<DestinationEdits>();
        var form = Edit(world, ("bearer_token", "")) with
        {
            Mapping = new Dictionary<string, string> { ["user_id_field_amplitude"] = "other" },
        };
        var counted = new List<ChangePreview>();
        await foreach (var preview in edits.CountAsync(world.Customer, destination.Id, null, form))
        {
            counted.Add(preview);
        }

        var missing = Assert.Single(counted);
        Assert.Equal((sync.Id, "People", null), (missing.SyncId, missing.Cohort, missing.Planned));
        Assert.Contains("other", missing.Why!, StringComparison.Ordinal);
        Assert.Equal("user_id", (await ReadAsync(world)).Mapping["user_id_field_amplitude"]);
    }

    [Fact]
    public async Task Syncs_that_waited_for_credentials_run_as_soon_as_there_are_new_ones()
    {
        await using var world = await CatalogWorld.StartAsync();
        var version = await world.ApprovedAsync();
        var destination = await world.InstalledAsync(version.Id);
        var sync = await world.SyncAsync(destination, SyncsWorld.Users(30));
        await world.EndedAsync(1);
        Assert.Equal(
            SyncState.NeedsCredentials,
            (await world.Get<ProjectSyncs>().GetAsync(world.Customer, sync.Id)).Sync.State
        );
        var form = Edit(world, ("bearer_token", CatalogWorld.Token)) with { ConfirmChanges = true, SameAccount = true };

        await world.Get<DestinationEdits>().SaveAsync(world.Customer, destination.Id, form);

        await world.EndedAsync(2);
        Assert.Equal(
            SyncRunStatus.Succeeded,
            (await world.Get<ProjectSyncs>().GetAsync(world.Customer, sync.Id)).Sync.LastStatus
        );
    }

    [Fact]
    public async Task A_key_that_never_worked_is_replaced_without_a_question_about_its_account()
    {
        await using var world = await CatalogWorld.StartAsync();
        var version = await world.ApprovedAsync();
        var destination = await world.InstalledAsync(version.Id);
        await world.SyncAsync(destination, SyncsWorld.Users(30));
        await world.EndedAsync(1);
        var edits = world.Get<DestinationEdits>();
        var right = Edit(world, ("bearer_token", CatalogWorld.Token));
        Assert.False((await edits.PreviewAsync(world.Customer, destination.Id, right)).Stops);

        await edits.SaveAsync(world.Customer, destination.Id, right);

        await world.EndedAsync(2);
        var other = Edit(world, ("bearer_token", "another"));
        Assert.True((await edits.PreviewAsync(world.Customer, destination.Id, other)).AsksAccount);
    }

    [Fact]
    public async Task An_upgrade_to_a_new_host_gives_it_nothing_until_somebody_agrees()
    {
        await using var world = await CatalogWorld.StartAsync();
        var fixedHost = (string yaml) =>
            yaml.Replace("$base_url", "https://api.acme.example", StringComparison.Ordinal);
        var first = await world.ApprovedAsync(edit: yaml => WithoutBaseUrl(fixedHost(yaml)));
        var installed = await world
            .Get<Server.Destinations.Destinations>()
            .CreateAsync(
                world.Customer,
                first.Id,
                Edit(world, ("bearer_token", CatalogWorld.CustomersToken)) with
                {
                    Settings = new Dictionary<string, string> { ["bearer_token"] = CatalogWorld.CustomersToken },
                }
            );
        var second = await world.NextApprovedAsync(
            first,
            yaml => WithoutBaseUrl(yaml.Replace("$base_url", "https://api2.acme.example", StringComparison.Ordinal))
        );
        var edits = world.Get<DestinationEdits>();
        var row = Assert.Single(await world.Get<Server.Destinations.Destinations>().ListAsync(world.Customer));
        Assert.Equal((1, second.Id), (row.VersionNumber, row.Update?.Id));
        var preview = await edits.PreviewUpgradeAsync(world.Customer, installed.Id, second.Id);
        Assert.Equal(["https://api2.acme.example"], preview.NewHosts);
        Assert.Contains(preview.Words, word => word.Contains("https://api2.acme.example", StringComparison.Ordinal));
        var refusal = await Assert.ThrowsAsync<Refusal>(() =>
            edits.UpgradeAsync(world.Customer, installed.Id, second.Id, new DestinationForm(), [])
        );
        Assert.Equal("agreedHosts", Assert.Single(refusal.Fields).Field);
        Assert.Equal(
            "https://api.acme.example/lists",
            (await world.Get<ISyncDestinations>().LoadAsync("org_customer", installed.Id, None))
                .Integration
                .Endpoints
                .CreateList!
                .Url
                .Source
        );

        var upgraded = await edits.UpgradeAsync(
            world.Customer,
            installed.Id,
            second.Id,
            new DestinationForm(),
            ["https://api2.acme.example"]
        );
        Assert.Equal(second.Id, upgraded.VersionId);
        Assert.Equal(
            CatalogWorld.CustomersToken,
            (await world.Get<ISyncDestinations>().LoadAsync("org_customer", installed.Id, None)).Settings[
                "bearer_token"
            ]
        );
    }

    [Fact]
    public async Task A_sync_fills_in_what_is_asked_for_each_sync_and_overrides_no_field_of_the_destination()
    {
        await using var world = await CatalogWorld.StartAsync();
        var version = await world.ApprovedAsync(edit: WithFolder("string"));
        var installed = await world.InstalledAsync(version.Id);
        var given = new Dictionary<string, string>
        {
            ["folder"] = "spring",
            ["base_url"] = "https://elsewhere.example",
            ["bearer_token"] = "mine",
        };

        var run = await world.Get<ISyncDestinations>().LoadAsync("org_customer", installed.Id, given);

        Assert.Equal("spring", run.Settings["folder"]);
        Assert.Equal(CatalogWorld.CustomersToken, run.Settings["bearer_token"]);
        Assert.Equal(world.Form().Settings["base_url"], run.Settings["base_url"]);
        var refusal = Assert.Throws<Refusal>(() => SyncRules.CheckSettings(given, run));
        Assert.Equal(
            ["settings.base_url", "settings.bearer_token"],
            refusal.Fields.Select(fault => fault.Field).Order()
        );
    }

    [Fact]
    public async Task A_secret_that_would_be_asked_for_with_each_sync_blocks_the_release()
    {
        await using var world = await CatalogWorld.StartAsync();
        var draft = await world.DraftAsync(edit: WithFolder("secret"));
        var refusal = await Assert.ThrowsAsync<Refusal>(() =>
            world.Get<Server.Releases.Releases>().ReleaseInternallyAsync(world.Partner, draft.Id)
        );
        Assert.Contains("could not be kept secret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_nobody_agreed_to_gets_nothing()
    {
        await using var world = await CatalogWorld.StartAsync();
        var version = await world.ApprovedAsync();
        var installed = await world.InstalledAsync(version.Id);
        await using (var database = world.Get<Databases>().OpenForInstallation())
        {
            var row = await database.Destinations.SingleAsync();
            row.ApprovedHosts = ["https://other.example"];
            await database.SaveChangesAsync();
        }
        var refusal = await Assert.ThrowsAsync<Refusal>(() =>
            world.Get<ISyncDestinations>().LoadAsync("org_customer", installed.Id, None)
        );
        Assert.Contains("nobody has agreed", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_test_tells_a_refused_token_with_the_partners_words_and_changes_nothing_there()
    {
        await using var world = await CatalogWorld.StartAsync();
        var version = await world.ApprovedAsync();
        var test = world.Get<ConnectionTest>();
        var refused = Assert.Single(await test.RunAsync(world.Customer, version.Id, null, world.Form()));
        Assert.Equal((ConnectionResult.Refused, "bearer_token"), (refused.Result, refused.Field));
        Assert.StartsWith("Acme refused the token.", refused.Sentence, StringComparison.Ordinal);
        var right = Edit(world, ("bearer_token", CatalogWorld.Token));
        var reached = Assert.Single(await test.RunAsync(world.Customer, version.Id, null, right));
        Assert.True(reached.Result == ConnectionResult.Reached, reached.Sentence);
        Assert.DoesNotContain(CatalogWorld.Token, reached.Sentence, StringComparison.Ordinal);
        Assert.Empty(world.Sandbox.Lists.All);
        var nowhere = Edit(world, ("base_url", "http://127.0.0.1:9"));
        var failed = Assert.Single(await test.RunAsync(world.Customer, version.Id, null, nowhere));
        Assert.Equal(ConnectionResult.Failed, failed.Result);
    }

    [Fact]
    public async Task Refused_credentials_stop_at_the_destination_until_they_are_replaced()
    {
        await using var world = await CatalogWorld.StartAsync();
        var version = await world.ApprovedAsync();
        var installed = await world.InstalledAsync(version.Id);
        var destinations = world.Get<ISyncDestinations>();
        await destinations.RefusedAsync("org_customer", installed.Id, "Acme refused the token.");
        var row = Assert.Single(await world.Get<Server.Destinations.Destinations>().ListAsync(world.Customer));
        Assert.Equal((AccountState.NeedsCredentials, "Acme refused the token."), (row.State, row.StateReason));
        await world
            .Get<DestinationEdits>()
            .SaveAsync(world.Customer, installed.Id, Edit(world, ("bearer_token", CatalogWorld.Token)));
        row = Assert.Single(await world.Get<Server.Destinations.Destinations>().ListAsync(world.Customer));
        Assert.Equal(AccountState.Connected, row.State);
    }

    [Fact]
    public async Task A_destination_with_syncs_stays_and_without_them_goes_with_its_secrets()
    {
        await using var world = await CatalogWorld.StartAsync();
        var version = await world.ApprovedAsync();
        var installed = await world.InstalledAsync(version.Id);
        await SyncAsync(world, installed);
        var disconnection = world.Get<Disconnection>();
        var refusal = await Assert.ThrowsAsync<Refusal>(() =>
            disconnection.DisconnectAsync(world.Customer, installed.Id)
        );
        Assert.Contains("People", refusal.Message, StringComparison.Ordinal);
        await using var database = world.Get<Databases>().OpenForInstallation();
        await database.Syncs.ExecuteDeleteAsync();
        await disconnection.DisconnectAsync(world.Customer, installed.Id);
        Assert.Empty(await database.Destinations.ToListAsync());
        Assert.Empty(await database.Secrets.Where(secret => secret.Owner == installed.Id).ToListAsync());
    }

    [Fact]
    public async Task Another_organization_and_another_project_find_no_such_destination()
    {
        await using var world = await CatalogWorld.StartAsync();
        var version = await world.ApprovedAsync();
        var installed = await world.InstalledAsync(version.Id);
        var stranger = world.PartnersProject;
        foreach (
            var action in new Func<Task>[]
            {
                () => world.Get<Server.Destinations.Destinations>().OpenAsync(stranger, installed.Id),
                () => world.Get<DestinationEdits>().SaveAsync(stranger, installed.Id, world.Form()),
                () => world.Get<DestinationEdits>().PreviewUpgradeAsync(stranger, installed.Id, version.Id),
                () => world.Get<Disconnection>().DisconnectAsync(stranger, installed.Id),
                () => world.Get<ConnectionTest>().RunAsync(stranger, version.Id, installed.Id, world.Form()),
                () => world.Get<ISyncDestinations>().LoadAsync("org_partner", installed.Id, None),
            }
        )
        {
            Assert.Equal(RefusalKind.NotFound, (await Assert.ThrowsAsync<Refusal>(action)).Kind);
        }
    }

    private static DestinationForm Edit(CatalogWorld world, params (string Variable, string Value)[] values)
    {
        var settings = new Dictionary<string, string>(world.Form().Settings);
        foreach (var (variable, value) in values)
        {
            settings[variable] = value;
        }
        return world.Form() with { Settings = settings };
    }

    private static Func<string, string> WithFolder(string type) =>
        yaml =>
            yaml.Replace(
                    "customFields:",
                    $"customFields:\n  - {{variable: folder, displayName: Folder, type: {type}, scope: sync, required: false}}",
                    StringComparison.Ordinal
                )
                .Replace("[Rollcall] $cohort_name", "$folder: $cohort_name", StringComparison.Ordinal);

    private static string WithoutBaseUrl(string yaml)
    {
        var begin = yaml.IndexOf("customFields:", StringComparison.Ordinal);
        var end = yaml.IndexOf("# Which user properties", StringComparison.Ordinal);
        return yaml[..begin] + yaml[end..];
    }

    private static async Task SyncAsync(CatalogWorld world, Destination installed)
    {
        await using var database = world.Get<Databases>().OpenForInstallation();
        var now = TimeProvider.System.GetUtcNow();
        database.Add(
            new Cohort
            {
                Id = "coh_1",
                OrganizationId = installed.OrganizationId,
                ProjectId = installed.ProjectId,
                Name = "People",
                OwnerId = "person_bob",
                Source = CohortSourceKind.File,
                Members = 12,
                CreatedAt = now,
            }
        );
        database.Add(
            new Sync
            {
                Id = "syn_1",
                OrganizationId = installed.OrganizationId,
                ProjectId = installed.ProjectId,
                CohortId = "coh_1",
                DestinationId = installed.Id,
                OwnerId = "person_bob",
                Cadence = new Cadence { Kind = CadenceKind.Hourly },
                State = SyncState.Paused,
                StateSince = now,
                ListId = "list-1",
                CreatedAt = now,
            }
        );
        await database.SaveChangesAsync();
    }

    private static async Task<Destination> ReadAsync(CatalogWorld world)
    {
        await using var database = world.Get<Databases>().OpenForInstallation();
        return await database.Destinations.AsNoTracking().SingleAsync();
    }

    private static async Task<byte[]> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
