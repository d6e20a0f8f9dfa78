using Microsoft.Playwright;
using Rollcall.Portal.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace Rollcall.Portal.Tests.Developer;

public sealed class AuthoringStoryTests(Chromium chromium, SharedPortal shared)
{
    [Fact]
    public async Task Partner_goes_from_an_empty_portal_to_a_tested_list_based_integration()
    {
        var portal = await DeveloperPortal.OpenAsync(shared);
        var page = await portal.SignedInAsync(chromium, "Paula");
        var errors = Errors(page);
        await page.GoAsync(portal.Base);
        await Expect(page.GetByText("How your destination presents itself stands here")).ToBeVisibleAsync();
        await page.ShowAsync("developer-portal-empty");
        await page.IsAccessibleAsync();

        await AddConnectionAsync(page, "Acme <b>Lists</b>");
        await page.ShowAsync("developer-portal-home");
        await page.IsAccessibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Add New Destination" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Next" })).ToBeDisabledAsync();
        await page.GetByLabel("Select Connection Information").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.GetByLabel("List-based cohort integration").CheckAsync();
        await page.ShowAsync("set-up-integration");
        await page.IsAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Configuration", Exact = true }))
            .ToBeVisibleAsync();
        await Expect(page.Locator(".monaco-editor").First).ToBeVisibleAsync();
        await page.Locator(".setup-form input[type=url]").FillAsync(portal.Sandbox.Address.ToString().TrimEnd('/'));
        var secret = page.Locator(".setup-form input[type=password]");
        await secret.FillAsync("wrong-token");
        await page.ShowAsync("configuration");
        await page.IsAccessibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Test Endpoint: List Creation Endpoint" }).ClickAsync();
        await Expect(
                page.Locator("section[aria-label='Test of List Creation Endpoint']").GetByText("refused the token")
            )
            .ToBeVisibleAsync();
        await page.ShowAsync("test-failed");

        await secret.FillAsync(SharedPortal.Token);
        await page.GetByRole(AriaRole.Button, new() { Name = "Test Endpoint: List Creation Endpoint" }).ClickAsync();
        await Expect(page.Locator("#test-list-id")).Not.ToHaveValueAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Test Endpoint: Add Users Endpoint" }).ClickAsync();
        await Expect(page.Locator("[data-endpoint=addUsers] .outcome")).ToContainTextAsync("SUCCESS");
        await page.GetByRole(AriaRole.Button, new() { Name = "Test end to end" }).ClickAsync();
        await Expect(page.Locator("ol .outcome")).ToHaveCountAsync(3);
        Assert.DoesNotContain(SharedPortal.Token, await page.ContentAsync(), StringComparison.Ordinal);
        await page.ShowAsync("test-succeeded");
        await page.IsAccessibleAsync();
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Dollar_completes_variables_and_what_is_not_declared_is_marked_and_mended()
    {
        var portal = await DeveloperPortal.OpenAsync(shared);
        var page = await portal.SignedInAsync(chromium, "Paula");
        await NewDraftAsync(page, portal);
        var body = page.Locator("section[data-endpoint=addUsers] .payload").Nth(1);
        await body.Locator(".view-lines").ClickAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync(" $coh", new() { Delay = 60 });
        await Expect(page.Locator(".suggest-widget.visible")).ToContainTextAsync("cohort_name");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.PressAsync("Delete");
        await page.Keyboard.InsertTextAsync("{\"userIds\": $items, \"team\": \"$team\"}");
        await Expect(body.GetByText("$team is declared nowhere")).ToBeVisibleAsync();
        await Expect(page.Locator(".to-fix summary")).ToContainTextAsync("1 to fix");
        await page.ShowAsync("configuration-undeclared");
        await body.GetByRole(AriaRole.Button, new() { Name = "Declare $team as a custom field" }).ClickAsync();
        await Expect(page.Locator(".setup-form").GetByRole(AriaRole.Textbox, new() { Name = "Team" }))
            .ToBeVisibleAsync();
        await Expect(page.Locator(".to-fix")).ToHaveCountAsync(0);
        await Expect(page.GetByText("Saved as Draft")).ToBeVisibleAsync();
    }

    internal static List<string> Errors(IPage page)
    {
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("WebSocket", StringComparison.Ordinal))
            {
                errors.Add(message.Text);
            }
        };
        return errors;
    }

    internal static async Task AddConnectionAsync(IPage page, string name)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Add Connection Information" }).ClickAsync();
        await page.GetByLabel("Display Name").FillAsync(name);
        await page.GetByLabel("Category").SelectOptionAsync("messaging");
        await page.GetByLabel("Summary").FillAsync("Sends messages to lists of people.");
        await page.GetByLabel("Full Description")
            .FillAsync("# Use\n\nKeeps a *list* equal to a cohort. <script>alert(1)</script>");
        await page.ShowAsync("connection-information");
        await page.IsAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = name })).ToBeVisibleAsync();
    }

    internal static async Task NewDraftAsync(IPage page, DeveloperPortal portal)
    {
        var developer = new Drafting(portal);
        await page.GoAsync($"{portal.Base}/versions/{await developer.ListAsync("Acme Lists")}");
        await Expect(page.Locator("section[data-endpoint=addUsers] .monaco-editor").First).ToBeVisibleAsync();
    }
}
