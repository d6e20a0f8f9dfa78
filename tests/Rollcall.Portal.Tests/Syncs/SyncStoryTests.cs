using Microsoft.Playwright;
using Rollcall.Portal.Tests.Browser;
using Rollcall.Sandbox;
using Rollcall.Sandbox.Faults;
using Rollcall.Sandbox.Log;
using Rollcall.Testing.Cohorts;
using Rollcall.Testing.Definitions;
using static Microsoft.Playwright.Assertions;

namespace Rollcall.Portal.Tests.Syncs;

/// <summary>A sync is watched, held, let go on and looked back at.</summary>
public sealed class SyncStoryTests(Chromium chromium)
{
    private const int Size = 2_000;
    private const int Stay = 200;
    private const int Grown = 10_500;

    [Fact]
    public async Task Run_is_watched_and_a_run_that_removes_most_waits_for_a_person_who_types_the_number()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        sandbox.Faults.Add(
            new Fault
            {
                Kind = FaultKind.Late,
                Operation = Operation.Add,
                Delay = TimeSpan.FromSeconds(4),
            }
        );
        await using var portal = await RunningPortal.StartAsync(
            new Dictionary<string, string> { ["ROLLCALL__ALLOWEDADDRESSES"] = sandbox.Address.Authority }
        );
        var definition = new SandboxDefinition { Address = sandbox.Address, BatchSize = 50 };
        var sync = await SeededSync.CreateAsync(portal, definition, Cohort.Users(0, Size));
        var page = await SignedIn.OpenAsync(chromium, portal, sync.Owner);

        await page.GoAsync($"/projects/{sync.ProjectId}/syncs");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sandbox" }).ClickAsync();
        await Expect(page.Locator(".banner progress")).ToBeVisibleAsync();
        await page.IsWellMadeAsync("sync-running");
        sandbox.Faults.Clear();
        await sync.EndedAsync();
        await Expect(page.Locator(".banner")).ToHaveCountAsync(0);
        await Expect(page.Locator("tbody tr")).ToContainTextAsync("2,000");
        await page.IsWellMadeAsync("sync-history");

        await UploadAsync(page, sync, "fewer.csv", Cohort.Users(0, Stay));
        await page.GoAsync($"/projects/{sync.ProjectId}/syncs/{sync.SyncId}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run now" }).ClickAsync();
        await Expect(page.GetByText("This run would remove 1,800 of 2,000 members.")).ToBeVisibleAsync();
        await page.IsWellMadeAsync("sync-held");
        await OnPhoneAsync(page, "sync-held-phone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove 1,800 members" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        var remove = dialog.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true });
        await Expect(remove).ToBeDisabledAsync();
        await dialog.GetByRole(AriaRole.Textbox).FillAsync("1800");
        await page.ShowAsync("sync-held-confirm");
        await page.IsAccessibleAsync();
        await remove.ClickAsync();
        await Expect(page.Locator(".held")).ToHaveCountAsync(0);
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync("Succeeded");
        Assert.Equal(Stay, Assert.Single(sandbox.Lists.All).Count);

        await LookBackAsync(page);
        await MakeAnotherAsync(page, sync);
        await PauseSeveralAsync(page, sync);
        await GrowAsync(page, sync);
        await WeighAChangeAsync(page, sync);
    }

    private static async Task WeighAChangeAsync(IPage page, SeededSync sync)
    {
        await page.GoAsync($"/projects/{sync.ProjectId}/destinations");
        await page.GetByRole(AriaRole.Link, new() { Name = "Another list" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit", Exact = true }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(dialog.GetByText("Counted with the change; nothing was sent.")).ToBeVisibleAsync();
        await Expect(dialog.Locator("tbody tr")).ToContainTextAsync("10,300");
        await dialog.GetByText("No: every sync makes a new list").ClickAsync();
        await Expect(dialog.Locator("tbody tr")).ToContainTextAsync("10,500");
        await page.ShowAsync("destination-consequences");
        await page.IsAccessibleAsync();
    }

    private static async Task MakeAnotherAsync(IPage page, SeededSync sync)
    {
        await sync.AddDestinationAsync("Another list");
        await page.GoAsync($"/projects/{sync.ProjectId}/cohorts/{sync.CohortId}/sync");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Another list" }).CheckAsync();
        await Expect(page.Locator("dl.facts")).ToContainTextAsync("Users to add200");
        await Expect(page.Locator("details pre").First).ToContainTextAsync("POST ");
        await page.IsWellMadeAsync("new-sync");
        await OnPhoneAsync(page, "new-sync-phone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sync", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "People in Another list" })).ToBeVisibleAsync();
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync("Succeeded");
        await page.GetByRole(AriaRole.Button, new() { Name = "More" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Change owner" }).ClickAsync();
        await Expect(page.GetByLabel("Owner", new() { Exact = true })).ToContainTextAsync("Ada");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
    }

    private static async Task PauseSeveralAsync(IPage page, SeededSync sync)
    {
        await page.GoAsync($"/projects/{sync.ProjectId}/syncs");
        await page.GetByRole(AriaRole.Link, new() { Name = "Destination", Exact = true }).ClickAsync();
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync("Another list");
        Assert.EndsWith("?sort=destination", page.Url, StringComparison.Ordinal);
        await page.GetByLabel("Choose all").CheckAsync();
        await Expect(page.GetByText("2 chosen")).ToBeVisibleAsync();
        await page.IsWellMadeAsync("syncs");
        await OnPhoneAsync(page, "syncs-phone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(page.Locator("tbody").GetByText("Paused")).ToHaveCountAsync(2);
        await page.GetByLabel("Choose all").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Expect(page.Locator("tbody").GetByText("Paused")).ToHaveCountAsync(0);
    }

    private static async Task GrowAsync(IPage page, SeededSync sync)
    {
        await UploadAsync(page, sync, "more.csv", Cohort.Users(0, Grown));
        await page.GoAsync($"/projects/{sync.ProjectId}/syncs/{sync.SyncId}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run now" }).ClickAsync();
        var anyway = page.GetByRole(AriaRole.Button, new() { Name = "Run it anyway" });
        await Expect(anyway).ToBeVisibleAsync();
        await Expect(page.Locator(".held")).ToContainTextAsync("Nothing was sent.");
        await page.IsWellMadeAsync("sync-held-growth");
        await anyway.ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Run it" }).ClickAsync();
        await Expect(page.Locator(".held")).ToHaveCountAsync(0);
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync("10,300");
        await page.IsWellMadeAsync("sync-history-chart");
        await OnPhoneAsync(page, "sync-history-chart-phone");
    }

    private static async Task LookBackAsync(IPage page)
    {
        await page.Locator("tbody a").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Requests" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).First.ClickAsync();
        await page.IsWellMadeAsync("run");
        await page.GetByRole(AriaRole.Link, new() { Name = "Back" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Cadence" }).ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "Cron" }).CheckAsync();
        await page.GetByLabel("Cron expression").FillAsync("30 6 * * MON-FRI");
        await Expect(page.GetByText("Next: ")).ToContainTextAsync("06:30");
        await page.IsWellMadeAsync("sync-cadence");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save cadence" }).ClickAsync();
        await Expect(page.Locator(".sync-head")).ToContainTextAsync("30 6 * * MON-FRI");
        await page.GetByRole(AriaRole.Button, new() { Name = "More" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Pause" }).ClickAsync();
        await Expect(page.GetByText("Paused by Ada")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Errors" }).ClickAsync();
        await Expect(page.GetByText("No errors in this sync's history.")).ToBeVisibleAsync();
    }

    private static async Task OnPhoneAsync(IPage page, string name)
    {
        var size = page.ViewportSize!;
        await page.SetViewportSizeAsync(360, 780);
        await page.ShowAsync(name);
        await page.SetViewportSizeAsync(size.Width, size.Height);
    }

    private static async Task UploadAsync(IPage page, SeededSync sync, string name, IEnumerable<string> users)
    {
        await page.GoAsync($"/projects/{sync.ProjectId}/cohorts/{sync.CohortId}?tab=source");
        var file = Path.Combine(Directory.CreateTempSubdirectory("rollcall-upload-").FullName, name);
        Cohort.WriteCsv(file, users);
        await page.Locator("input[type=file]").SetInputFilesAsync(file);
        await Expect(page.GetByText($"{name},")).ToBeVisibleAsync();
    }
}
