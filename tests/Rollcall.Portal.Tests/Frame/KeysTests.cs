using Microsoft.Playwright;
using Rollcall.Portal.Tests.Browser;
using Rollcall.Storage.Cohorts;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;
using static Microsoft.Playwright.Assertions;

namespace Rollcall.Portal.Tests.Frame;

public sealed class KeysTests(Chromium chromium, SharedPortal shared)
{
    [Fact]
    public async Task Lists_are_gone_through_by_single_keys_that_can_be_switched_off()
    {
        var portal = await shared.PortalAsync();
        var (organization, project) = await Seed.OrganizationAsync(portal.Databases, "Keys");
        var person = await Seed.PersonAsync(portal.Databases, organization, "Kim");
        await AddCohortsAsync(portal.Databases, project, "One", "Two");
        var page = await SignedIn.OpenAsync(chromium, portal, person);
        await page.GoAsync($"/projects/{project.Id}/cohorts");
        await page.GetByRole(AriaRole.Link, new() { Name = "Two" }).WaitForAsync();

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Two" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("k");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "One" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("/");
        var search = page.Locator("input[type=search]");
        await Expect(search).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("j/?");
        await Expect(search).ToHaveValueAsync("j/?");

        await search.FillAsync("");
        await page.GetByRole(AriaRole.Link, new() { Name = "One" }).FocusAsync();
        await page.Keyboard.PressAsync("?");
        var keys = page.GetByRole(AriaRole.Dialog, new() { Name = "Keys" });
        await page.ShowAsync("keys");
        await page.IsAccessibleAsync();
        await keys.GetByRole(AriaRole.Checkbox).UncheckAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(keys).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "One" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("j");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "One" })).ToBeFocusedAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Account of Kim" }).ClickAsync();
        await page.GetByText("Sign out").WaitForAsync();
        await page.IsAccessibleAsync();
        await page.GetByText("Keys", new() { Exact = true }).ClickAsync();
        await keys.GetByRole(AriaRole.Checkbox).CheckAsync();
    }

    private static async Task AddCohortsAsync(Databases databases, Project project, params string[] names)
    {
        await using var database = databases.OpenForInstallation();
        database.AddRange(
            names.Select(name => new Cohort
            {
                Id = PublicId.New("coh"),
                OrganizationId = project.OrganizationId,
                ProjectId = project.Id,
                Name = name,
                OwnerId = "someone",
                Source = CohortSourceKind.Push,
                KeyColumn = "user_id",
                CreatedAt = TimeProvider.System.GetUtcNow(),
            })
        );
        await database.SaveChangesAsync();
    }
}
