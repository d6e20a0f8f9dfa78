using System.Text;
using Microsoft.Playwright;
using Rollcall.Portal.Tests.Browser;
using Rollcall.Storage.Organizations;
using static Microsoft.Playwright.Assertions;

namespace Rollcall.Portal.Tests.Cohorts;

/// <summary>Cohorts are brought in and looked at, in one portal.</summary>
public sealed class CohortStoryTests(Chromium chromium, SharedPortal shared) : IAsyncLifetime
{
    private const string People = "user_id,email,plan\nu-1,a@example.com,pro\nu-2,b@example.com,free\nu-3,,pro\n";

    private IPage _page = null!;
    private string _cohorts = "";

    public async ValueTask InitializeAsync()
    {
        var portal = await shared.PortalAsync();
        var (organization, project) = await Seed.OrganizationAsync(portal.Databases, "Acme");
        var ada = await Seed.PersonAsync(portal.Databases, organization, "Ada", Role.Editor);
        _page = await SignedIn.OpenAsync(chromium, portal, ada);
        _cohorts = $"/projects/{project.Id}/cohorts";
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Cohort_comes_from_an_upload_a_query_and_the_api()
    {
        await _page.GoAsync(_cohorts);
        await Expect(_page.GetByText("Bring in your first users")).ToBeVisibleAsync();
        await ShowAsync("cohorts-empty");

        await UploadAsync();
        await QueryAsync();
        await PushAsync();

        await _page.GoAsync(_cohorts);
        await Expect(_page.Locator("tbody tr")).ToHaveCountAsync(3);
        await ShowAsync("cohorts");
        await _page.GetByRole(AriaRole.Link, new() { Name = "Synced" }).ClickAsync();
        await Expect(_page.GetByText("No cohort matches.")).ToBeVisibleAsync();
        Assert.EndsWith("?tab=synced", _page.Url, StringComparison.Ordinal);
    }

    private async Task UploadAsync()
    {
        await NewAsync("");
        await CreateAsync();
        await Expect(_page.GetByText("Give the cohort a name")).ToBeVisibleAsync();
        await Expect(_page.GetByText("Choose the file with the cohort's users.")).ToBeVisibleAsync();
        await ShowAsync("new-cohort");
        await _page.GetByLabel("Name").FillAsync("Uploaded");
        await _page.Locator("input[type=file]").SetInputFilesAsync(File("people.csv"));
        await CreateAsync();
        await Expect(_page.GetByRole(AriaRole.Heading, new() { Name = "Uploaded" })).ToBeVisibleAsync();
        await Expect(_page.Locator(".sample-table")).ToContainTextAsync("a@example.com");
        await ShowAsync("cohort-members");
        await _page.GetByRole(AriaRole.Link, new() { Name = "Source" }).ClickAsync();
        await Expect(_page.GetByText("people.csv")).ToBeVisibleAsync();
        await ShowAsync("cohort-source");
    }

    private async Task QueryAsync()
    {
        await NewAsync("Asked");
        await _page.GetByRole(AriaRole.Radio, new() { Name = "Query" }).CheckAsync();
        await _page.GetByLabel("Add a file for queries").SetInputFilesAsync(File("more people.csv"));
        await Expect(_page.GetByText("\"more people.csv\"")).ToBeVisibleAsync();
        await _page
            .GetByLabel("SQL")
            .Last.FillAsync("select user_id, email from \"more people.csv\" where plan = 'pro'");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Show ten rows" }).ClickAsync();
        await Expect(_page.Locator(".sample-table tbody tr")).ToHaveCountAsync(2);
        await ShowAsync("new-cohort-query");
        await CreateAsync();
        await Expect(_page.GetByRole(AriaRole.Heading, new() { Name = "Asked" })).ToBeVisibleAsync();
    }

    private async Task PushAsync()
    {
        await NewAsync("Pushed");
        await _page.GetByRole(AriaRole.Radio, new() { Name = "API" }).CheckAsync();
        await _page.GetByLabel("Property that tells users apart").FillAsync("user_id");
        await CreateAsync();
        await Expect(_page.GetByText("Nobody is here yet.")).ToBeVisibleAsync();
        await _page.GetByRole(AriaRole.Link, new() { Name = "Source" }).ClickAsync();
        await Expect(_page.GetByText("# replaces all")).ToBeVisibleAsync();
        await ShowAsync("cohort-source-api");
    }

    private async Task NewAsync(string name)
    {
        await _page.GoAsync($"{_cohorts}/new");
        await _page.GetByLabel("Name").FillAsync(name);
    }

    private Task CreateAsync() => _page.GetByRole(AriaRole.Button, new() { Name = "Create cohort" }).ClickAsync();

    private Task ShowAsync(string name) => _page.IsWellMadeAsync(name);

    private static FilePayload File(string name) =>
        new()
        {
            Name = name,
            MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes(People),
        };
}
