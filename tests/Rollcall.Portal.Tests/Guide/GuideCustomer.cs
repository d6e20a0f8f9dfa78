using Microsoft.Playwright;
using Rollcall.Portal.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace Rollcall.Portal.Tests.Guide;

/// <summary>What a customer does with a destination from the catalog, as the guide tells it.</summary>
internal sealed class GuideCustomer(IPage page, string project)
{
    public async Task UploadCohortAsync(string name, string csv)
    {
        await page.GoAsync($"{project}/cohorts");
        await page.GetByRole(AriaRole.Link, new() { Name = "New cohort" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync(name);
        await page.Locator("input[type=file]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "people.csv",
                    MimeType = "text/csv",
                    Buffer = System.Text.Encoding.UTF8.GetBytes(csv),
                }
            );
        await page.GetByRole(AriaRole.Button, new() { Name = "Create cohort" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = name })).ToBeVisibleAsync();
        await Expect(page.Locator(".sample-table")).ToBeVisibleAsync();
    }

    public async Task ConnectAsync(string tile, string token)
    {
        await page.GoAsync($"{project}/destinations");
        await page.GetByRole(AriaRole.Link, new() { Name = "Add Destination" }).ClickAsync();
        await page.GetByLabel("Search").FillAsync(tile);
        await page.ShowAsync("catalog");
        await page.GetByRole(AriaRole.Link, new() { Name = tile }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = tile })).ToBeVisibleAsync();
        await page.ShowAsync("catalog-page");
        await page.GetByRole(AriaRole.Button, new() { Name = "Connect" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("input[type=password]").FillAsync(token);
        await dialog.Locator(".chip").ClickAsync();
        await dialog.Locator("button.property").Filter(new() { HasText = "user_id" }).First.ClickAsync();
        await page.ShowAsync("connect");
        await page.IsAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }

    public async Task SyncAsync(string cohort)
    {
        await page.GoAsync($"{project}/cohorts");
        await page.GetByRole(AriaRole.Link, new() { Name = cohort }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Sync", Exact = true }).ClickAsync();
        await page.Locator("input[name=destination]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sync", Exact = true }).ClickAsync();
        await Expect(page.GetByText("The destination refused its credentials.")).ToBeVisibleAsync();
    }

    public async Task SeesErrorAsync(string errorType, string message)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Errors" }).ClickAsync();
        await page.ShowAsync("sync-errors");
        await page.IsAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = errorType }).First.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByText("More about this error")).ToBeVisibleAsync();
        await Expect(dialog.GetByText(message)).ToBeVisibleAsync();
        await page.ShowAsync("error-type");
        await page.IsAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).Last.ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }

    public async Task ReplacesKeyAsync(string token)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Replace" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Replace" }).First.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Replace" }).ClickAsync();
        await dialog.Locator("input[type=password]").FillAsync(token);
        await page.ShowAsync("replaced-key");
        await page.IsAccessibleAsync();
        // The key never worked, so nothing is there that could be another account's: nobody is asked.
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }

    public async Task TriesAgainAsync(string cohort)
    {
        await page.GoAsync($"{project}/syncs");
        await page.GetByRole(AriaRole.Row)
            .Filter(new() { HasText = cohort })
            .Locator("td[data-label=Destination]")
            .GetByRole(AriaRole.Link)
            .ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = cohort })).ToBeVisibleAsync();
        var tryAgain = page.GetByRole(AriaRole.Button, new() { Name = "Try again" });
        var succeeded = page.Locator(".sync-head").GetByText("Succeeded");
        // The new key may have been tried already.
        await Expect(tryAgain.Or(succeeded)).ToBeVisibleAsync();
        if (await tryAgain.IsVisibleAsync())
        {
            await tryAgain.ClickAsync();
        }
        await Expect(succeeded).ToBeVisibleAsync();
    }
}
