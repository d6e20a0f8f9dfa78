using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Rollcall.Portal.Tests.Browser;
using Rollcall.Storage.Integrations;

namespace Rollcall.Portal.Tests.Catalog;

public sealed class CatalogStoryTests(Chromium chromium)
{
    [Fact]
    public async Task From_a_tested_draft_through_review_to_a_connected_destination()
    {
        await using var portal = await CatalogPortal.StartAsync();
        var version = await portal.DraftAsync();
        await SubmitAsync(portal, version);
        await ReviewAsync(portal);
        await ConnectAsync(portal);
        await UpgradeAsync(portal, version);
    }

    private async Task SubmitAsync(CatalogPortal portal, IntegrationVersion version)
    {
        var page = await SignedIn.OpenAsync(chromium, portal.Running, portal.Ada);
        await page.GoAsync($"/organizations/{portal.Partner.Id}/developer/versions/{version.Id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit", Exact = true }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "API address" }).FillAsync(portal.SandboxAddress);
        await dialog.Locator("#account-bearer_token").FillAsync(CatalogPortal.Token);
        await dialog.GetByLabel("Notes").FillAsync("The list is shown under Audiences.");
        await page.ShowAsync("release-submit");
        await page.IsAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Submit", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Withdraw from review" }).WaitForAsync();
        await page.GetByText("Under Review").First.WaitForAsync();
        await page.ShowAsync("release-strip");
        Assert.DoesNotContain(CatalogPortal.Token, await page.ContentAsync(), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    private async Task ReviewAsync(CatalogPortal portal)
    {
        var page = await SignedIn.OpenAsync(chromium, portal.Running, portal.Rita);
        await page.GoAsync("/review");
        await page.ShowAsync("review-queue");
        await page.IsAccessibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Acme Lists" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Run the tests" }).ClickAsync();
        await page.GetByText("All requests succeeded.").WaitForAsync();
        var comments = page.GetByText("Comment on a field").Last;
        await comments.ClickAsync();
        await page.GetByLabel("Comment", new() { Exact = true }).Last.FillAsync("Name the limit of a list here.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Comment", Exact = true }).Last.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove this comment" }).WaitForAsync();
        await page.ShowAsync("review-submission");
        await page.IsAccessibleAsync();
        await page.SetViewportSizeAsync(360, 780);
        await page.FitsItsWidthAsync();
        await page.ShowAsync("review-submission-phone");
        await page.SetViewportSizeAsync(1280, 860);
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await page.GetByText("Rita approved it.").WaitForAsync();
        await page.GoAsync("/review");
        await page.GetByText("Nothing waits.").WaitForAsync();
        await using var database = portal.Running.Databases.OpenForInstallation();
        Assert.Equal(portal.Ada.Email, (await database.Mails.SingleAsync()).To);
        await page.Context.CloseAsync();
    }

    private async Task ConnectAsync(CatalogPortal portal)
    {
        var page = await SignedIn.OpenAsync(chromium, portal.Running, portal.Bob);
        var destinations = $"/projects/{portal.Project.Id}/destinations";
        await page.GoAsync(destinations);
        await page.GetByRole(AriaRole.Link, new() { Name = "Add Destination" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "GNU Mailman 3" }).WaitForAsync();
        await page.ShowAsync("catalog");
        await page.IsAccessibleAsync();
        await page.GetByLabel("Search").FillAsync("acme");
        await page.WaitForURLAsync("**search=acme**");
        await Assertions.Expect(page.Locator(".tiles .tile")).ToHaveCountAsync(1);
        await page.GetByLabel("Search").FillAsync("nowhere");
        await page.GetByText("No destination called nowhere.").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Clear filters" }).ClickAsync();
        await page.SetViewportSizeAsync(360, 780);
        await page.FitsItsWidthAsync();
        await page.ShowAsync("catalog-phone");
        await page.SetViewportSizeAsync(1280, 860);
        await page.GetByRole(AriaRole.Link, new() { Name = "Acme Lists" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "What it needs" }).WaitForAsync();
        await page.ShowAsync("catalog-tile-page");
        await page.IsAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Connect", Exact = true }).ClickAsync();
        await FillAsync(page, portal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Our Acme" }).WaitForAsync();
        await page.ShowAsync("destination-page");
        await page.IsAccessibleAsync();
        Assert.DoesNotContain(CatalogPortal.Token, await page.ContentAsync(), StringComparison.Ordinal);
        await page.GoAsync(destinations);
        await page.ShowAsync("destinations");
        await page.IsAccessibleAsync();
        await page.SetViewportSizeAsync(360, 780);
        await page.FitsItsWidthAsync();
        await page.ShowAsync("destinations-phone");
        await page.Context.CloseAsync();
    }

    // The wrong token first: the partner's words stand under its field, and what was typed is kept.
    private static async Task FillAsync(IPage page, CatalogPortal portal)
    {
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Name" }).First.FillAsync("Our Acme");
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "API address" }).FillAsync(portal.SandboxAddress);
        var token = dialog.Locator("input[type=password]");
        await token.FillAsync("wrong-token");
        await dialog.GetByLabel("User property for User ID").FillAsync("user_id");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();
        await dialog.GetByText("refused the token").First.WaitForAsync();
        Assert.Equal("wrong-token", await token.InputValueAsync());
        await page.ShowAsync("setup-modal");
        await page.IsAccessibleAsync();
        await page.SetViewportSizeAsync(360, 780);
        await page.FitsItsWidthAsync();
        await page.ShowAsync("setup-modal-phone");
        await page.SetViewportSizeAsync(1280, 860);
        await token.FillAsync(CatalogPortal.Token);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();
        await dialog.GetByText("did not refuse the credentials").WaitForAsync();
    }

    private async Task UpgradeAsync(CatalogPortal portal, IntegrationVersion version)
    {
        var next = await portal.DraftAsync(
            version.IntegrationId,
            document =>
                document.Replace(
                    "$base_url/lists/$list_id/add",
                    "https://fast.acme.example/$list_id",
                    StringComparison.Ordinal
                )
        );
        await SubmitAsync(portal, next);
        var reviewer = await SignedIn.OpenAsync(chromium, portal.Running, portal.Rita);
        await reviewer.GoAsync("/review");
        await reviewer.GetByRole(AriaRole.Link, new() { Name = "Acme Lists" }).ClickAsync();
        await reviewer.GetByText("Difference to the approved version 1").WaitForAsync();
        await reviewer.ShowAsync("review-difference");
        await reviewer.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await reviewer.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await reviewer.GetByText("Rita approved it.").WaitForAsync();

        var partner = await SignedIn.OpenAsync(chromium, portal.Running, portal.Ada);
        await partner.GoAsync(
            $"/organizations/{portal.Partner.Id}/developer/integrations/{version.IntegrationId}/versions?of={next.Id}"
        );
        await partner.GetByText("https://fast.acme.example").First.WaitForAsync();
        await partner.ShowAsync("versions");
        await partner.IsAccessibleAsync();

        var page = await SignedIn.OpenAsync(chromium, portal.Running, portal.Bob);
        await page.GoAsync($"/projects/{portal.Project.Id}/destinations");
        await page.GetByText("Update available").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Our Acme" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Review update" }).ClickAsync();
        var take = page.GetByRole(AriaRole.Button, new() { Name = "Take version 2" });
        await page.GetByText("I agree that members' data").WaitForAsync();
        Assert.True(await take.IsDisabledAsync());
        await page.GetByRole(AriaRole.Checkbox).CheckAsync();
        await page.ShowAsync("destination-upgrade");
        await page.IsAccessibleAsync();
        await take.ClickAsync();
        await page.GetByText("Version 2 is installed.").WaitForAsync();
        await using var database = portal.Running.Databases.OpenForInstallation();
        Assert.Contains("https://fast.acme.example", (await database.Destinations.SingleAsync()).ApprovedHosts);
    }
}
