using Microsoft.Playwright;
using Rollcall.Portal.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace Rollcall.Portal.Tests.Guide;

/// <summary>What a partner does in the developer portal, as the guide tells it.</summary>
internal sealed class GuidePartner(IPage page, string developer, Uri destination)
{
    private string Address => destination.ToString().TrimEnd('/');

    public async Task CreateConnectionInformationAsync(string name)
    {
        await page.GoAsync(developer);
        await page.GetByRole(AriaRole.Link, new() { Name = "Add Connection Information" }).First.ClickAsync();
        await page.GetByLabel("Display Name").FillAsync(name);
        await page.GetByLabel("Category").SelectOptionAsync("messaging");
        await page.GetByLabel("Summary").FillAsync("Sends messages to lists of people.");
        await page.GetByLabel("Full Description").FillAsync("Keeps a *list* equal to a cohort.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = name })).ToBeVisibleAsync();
    }

    public async Task AddNewDestinationAsync()
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Add New Destination" }).First.ClickAsync();
        await page.GetByLabel("Select Connection Information").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.GetByLabel("List-based cohort integration").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await Expect(page.Locator(".monaco-editor").First).ToBeVisibleAsync();
    }

    public async Task ConfigureAsync(string refusedMessage)
    {
        const string Context = """
            "context": {"integration": {"name": "Amplitude Cohort Sync", "version": "1.0.0"}}
            """;
        var users = $$"""{"userIds": $items, {{Context}}}""";
        await PasteAsync("createList", "URL Endpoint", $"{Address}/lists");
        await PasteAsync("createList", "API payload", """{"name": "$amp_cohort_name"}""");
        await PasteAsync("addUsers", "URL Endpoint", $"{Address}/lists/$listId/add");
        await PasteAsync("addUsers", "API payload", users);
        await PasteAsync("addUsers", "An array of items", "\"$user_id_field_amplitude\"");
        await PasteAsync("removeUsers", "URL Endpoint", $"{Address}/lists/$listId/remove");
        await PasteAsync("removeUsers", "API payload", users);
        await PasteAsync("removeUsers", "An array of items", "\"$user_id_field_amplitude\"");
        // The address is the partner's own: customers are not asked for it.
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove API address" }).ClickAsync();
        await page.Locator("[data-endpoint=createList] .folded-dark summary").ClickAsync();
        await page.Locator("[data-row*='createList.errors'] textarea").Nth(1).FillAsync(refusedMessage);
        await Expect(page.Locator(".to-fix")).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-look=undeclared]")).ToHaveCountAsync(0);
    }

    public async Task TestEndpointsAsync(string token)
    {
        await page.Locator(".setup-form input[type=password]").FillAsync(token);
        await TestAsync("List Creation Endpoint", "createList");
        await Expect(page.Locator("#test-list-id")).Not.ToHaveValueAsync("");
        await TestAsync("Add Users Endpoint", "addUsers");
        await TestAsync("Remove Users Endpoint", "removeUsers");
    }

    public async Task ReleaseInternallyAsync()
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Release Internally" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByText("The definition is valid.")).ToBeVisibleAsync();
        await page.ShowAsync("release-internally");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Release Internally" }).ClickAsync();
        await Expect(page.GetByText("Released internally: your organization's projects")).ToBeVisibleAsync();
    }

    public async Task SubmitAsync(string token)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("#account-bearer_token").FillAsync(token);
        await dialog.GetByLabel("Notes").FillAsync("The list appears under Lists.");
        await page.ShowAsync("submit");
        await page.IsAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Withdraw from review" })).ToBeVisibleAsync();
    }

    private async Task TestAsync(string title, string endpoint)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = $"Test Endpoint: {title}" }).ClickAsync();
        await Expect(page.Locator($"[data-endpoint={endpoint}] .outcome")).ToContainTextAsync("SUCCESS");
    }

    private async Task PasteAsync(string endpoint, string label, string text)
    {
        var editor = page.Locator($"section[data-endpoint={endpoint}] .payload")
            .Filter(new() { HasText = label })
            .First;
        await editor.Locator(".view-lines").ClickAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.PressAsync("Delete");
        await page.Keyboard.InsertTextAsync(text);
    }
}
