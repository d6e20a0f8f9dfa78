using Microsoft.Playwright;
using Rollcall.Portal.Tests.Browser;
using Rollcall.Sandbox;
using static Microsoft.Playwright.Assertions;

namespace Rollcall.Portal.Tests.Developer;

public sealed class EditingTests(Chromium chromium, SharedPortal shared)
{
    private const string Name = "#f-customFields-1--displayName";

    [Fact]
    public async Task What_is_typed_survives_a_reload()
    {
        var portal = await DeveloperPortal.OpenAsync(shared);
        var page = await portal.SignedInAsync(chromium, "Paula");
        page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await AuthoringStoryTests.NewDraftAsync(page, portal);
        await page.Locator(Name).FillAsync("Typed \u202eand kept");
        await Expect(page.GetByText("Not saved yet")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await page.LiveAsync();
        await Expect(page.Locator(Name)).ToHaveValueAsync("Typed \u202eand kept");
        await Expect(page.GetByText("Saved as Draft")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Rows_are_dragged_to_another_place_by_their_handle()
    {
        var portal = await DeveloperPortal.OpenAsync(shared);
        var page = await portal.SignedInAsync(chromium, "Paula");
        await AuthoringStoryTests.NewDraftAsync(page, portal);
        var (first, second) = (
            page.Locator("[data-row='customFields[0]']"),
            page.Locator("[data-row='customFields[1]']")
        );
        var variable = await page.Locator("#f-customFields-0--variable").InputValueAsync();
        // Tall enough for both: the browser does not scroll while it drags.
        await page.SetViewportSizeAsync(1280, 2000);
        var box = (await second.BoundingBoxAsync())!;

        await first
            .Locator("[data-drag]")
            .DragToAsync(
                second,
                new()
                {
                    TargetPosition = new() { X = 40, Y = box.Height - 6 },
                }
            );

        await Expect(page.Locator("#f-customFields-1--variable")).ToHaveValueAsync(variable);
        await Expect(page.GetByText("Saved as Draft")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await page.LiveAsync();
        await Expect(page.Locator("#f-customFields-1--variable")).ToHaveValueAsync(variable);
    }

    [Fact]
    public async Task Two_people_on_one_draft_lose_nothing()
    {
        var portal = await DeveloperPortal.OpenAsync(shared);
        var (paula, bob) = (await portal.SignedInAsync(chromium, "Paula"), await portal.SignedInAsync(chromium, "Bob"));
        await AuthoringStoryTests.NewDraftAsync(paula, portal);
        await bob.GoAsync(new Uri(paula.Url).AbsolutePath);
        await bob.Locator(Name).FillAsync("Bob's address");
        await bob.Keyboard.PressAsync("Control+s");
        await Expect(bob.GetByText("Saved as Draft")).ToBeVisibleAsync();
        await paula.Locator(Name).FillAsync("Paula's address");
        await Expect(paula.GetByText("Bob saved this draft")).ToBeVisibleAsync();
        await paula.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await Expect(paula.Locator(".line-removed")).ToContainTextAsync("Bob's address");
        await Expect(paula.Locator(".line-added")).ToContainTextAsync("Paula's address");
        await paula.ShowAsync("draft-conflict");
        await paula.IsAccessibleAsync();
        await paula.GetByRole(AriaRole.Button, new() { Name = "Keep mine" }).ClickAsync();
        await Expect(paula.GetByText("Saved as Draft")).ToBeVisibleAsync();
        await bob.Locator(Name).FillAsync("Bob again");
        await Expect(bob.GetByText("Paula saved this draft")).ToBeVisibleAsync();
        await bob.GetByRole(AriaRole.Button, new() { Name = "Take theirs" }).ClickAsync();
        await Expect(bob.Locator(Name)).ToHaveValueAsync("Paula's address");
    }

    [Fact]
    public async Task Form_is_filled_in_by_keyboard_alone()
    {
        var portal = await DeveloperPortal.OpenAsync(shared);
        var page = await portal.SignedInAsync(chromium, "Paula");
        await AuthoringStoryTests.NewDraftAsync(page, portal);
        await TabToAsync(page, "document.activeElement.textContent.includes('Add New Custom Field')");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#f-customFields-2--variable")).ToBeVisibleAsync();
        await TabToAsync(page, "document.activeElement.id === 'f-customFields-2--variable'", back: true);
        await page.Keyboard.TypeAsync("my-team", new() { Delay = 30 });
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Use my_team" })).ToBeVisibleAsync();
        await TabToAsync(page, "document.activeElement.textContent.includes('Use my_team')", back: true);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#f-customFields-2--variable")).ToHaveValueAsync("my_team");
        await page.Keyboard.PressAsync("Alt+ArrowUp");
        await Expect(page.Locator("#f-customFields-1--variable")).ToHaveValueAsync("my_team");
        await TabToAsync(page, "document.activeElement.closest('[data-endpoint=createList] .monaco-editor') !== null");
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync("/$my_team", new() { Delay = 60 });
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Tab");
        Assert.False(
            await page.EvaluateAsync<bool>(
                "document.activeElement.closest('[data-endpoint=createList] .monaco-editor') === document.querySelector('[data-endpoint=createList] .monaco-editor')"
            )
        );
        await page.Keyboard.PressAsync("Control+s");
        await Expect(page.Locator(".to-fix[open]")).ToContainTextAsync("1 to fix");
        await page.Keyboard.PressAsync("F8");
        await Expect(page.Locator(Name)).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Team", new() { Delay = 30 });
        await page.Keyboard.PressAsync("Control+s");
        await Expect(page.GetByText("Nothing is left to fix")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Phone_has_plain_text_areas_and_fits()
    {
        var portal = await DeveloperPortal.OpenAsync(shared);
        var page = await portal.SignedInAsync(chromium, "Paula", width: 360);
        await page.GoAsync($"{portal.Base}/versions/{await new Drafting(portal).ListAsync("Acme Lists")}");
        var body = page.Locator("#f-endpoints-addUsers-body");
        await Expect(body).ToBeVisibleAsync();
        Assert.Equal(0, await page.Locator(".monaco-editor").CountAsync());
        await body.FillAsync("{\"userIds\": $items, \"list\": \"\"}");
        await page.EvaluateAsync("document.querySelector('#f-endpoints-addUsers-body').setSelectionRange(29, 29)");
        var variables = page.Locator("section[data-endpoint=addUsers] .variables-by-hand").Nth(1);
        await variables.Locator("summary").ClickAsync();
        await variables.GetByRole(AriaRole.Button, new() { Name = "$list_id" }).ClickAsync();
        await Expect(body).ToHaveValueAsync("{\"userIds\": $items, \"list\": \"$list_id\"}");
        await page.FitsItsWidthAsync();
        await page.ShowAsync("configuration-phone");
        await page.IsAccessibleAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Test Integration" }).ClickAsync();
        await page.FitsItsWidthAsync();
        await page.ShowAsync("test-phone");
        await page.IsAccessibleAsync();
    }

    [Fact]
    public async Task Private_address_is_refused_in_words_and_nothing_leaves()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        var portal = await DeveloperPortal.OpenAsync(shared);
        var page = await portal.SignedInAsync(chromium, "Paula");
        await AuthoringStoryTests.NewDraftAsync(page, portal);
        await page.Locator(".setup-form input[type=url]").FillAsync($"http://localhost:{sandbox.Address.Port}");
        await page.Locator(".setup-form input[type=password]").FillAsync("any");
        await page.GetByRole(AriaRole.Button, new() { Name = "Test Endpoint: List Creation Endpoint" }).ClickAsync();
        await Expect(page.GetByText("leads to a private or special address")).ToBeVisibleAsync();
        Assert.Empty(sandbox.Lists.All);
    }

    private static async Task TabToAsync(IPage page, string isThere, bool back = false)
    {
        for (var presses = 0; presses < 120; presses++)
        {
            if (await page.EvaluateAsync<bool>($"Boolean({isThere})"))
            {
                return;
            }
            await page.Keyboard.PressAsync(back ? "Shift+Tab" : "Tab");
        }
        Assert.Fail($"No number of tabs leads to: {isThere}");
    }
}
