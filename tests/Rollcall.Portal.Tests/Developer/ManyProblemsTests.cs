using System.Text;
using Microsoft.Playwright;
using Rollcall.Core.Integrations;
using Rollcall.Portal.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace Rollcall.Portal.Tests.Developer;

/// <summary>A definition with far more mistakes than a page can show.</summary>
public sealed class ManyProblemsTests(Chromium chromium, SharedPortal shared)
{
    private const string FirstName = "#f-customFields-0--displayName";

    [Fact]
    public async Task Ten_thousand_mistakes_leave_a_page_that_can_be_worked_with()
    {
        var portal = await DeveloperPortal.OpenAsync(shared);
        var page = await portal.SignedInAsync(chromium, "Paula");
        var errors = AuthoringStoryTests.Errors(page);
        await page.GoAsync($"{portal.Base}/import");
        await page.Locator("input[type=file]").SetInputFilesAsync(Definition());
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "10,000 problems in many.yaml" }))
            .ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Row)).ToHaveCountAsync(101);
        await page.GetByRole(AriaRole.Button, new() { Name = "Import with these errors" }).ClickAsync();

        await Expect(page.Locator(".to-fix summary")).ToContainTextAsync("10,000 to fix");
        await Expect(page.GetByText("The first 100 of 10,00").First).ToBeVisibleAsync();
        await Expect(page.Locator("[data-row^='customFields']")).ToHaveCountAsync(100);
        await page.GetByRole(AriaRole.Button, new() { Name = "Show more" }).First.ClickAsync();
        await Expect(page.Locator("[data-row^='customFields']")).ToHaveCountAsync(200);
        await page.Locator(FirstName).FillAsync("Still here");
        await page.Keyboard.PressAsync("Control+s");
        await Expect(page.Locator(".to-fix[open]")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await page.LiveAsync();
        await Expect(page.Locator(FirstName)).ToHaveValueAsync("Still here");
        Assert.Empty(errors);
    }

    private static FilePayload Definition()
    {
        const string Before = "customFields:\n";
        var starter = StarterDocument.Of(IntegrationType.List);
        var fields = string.Concat(Enumerable.Range(0, 10_000).Select(number => $"  - {{variable: a-{number}}}\n"));
        var text = starter.Insert(starter.IndexOf(Before, StringComparison.Ordinal) + Before.Length, fields);
        return new FilePayload
        {
            Name = "many.yaml",
            MimeType = "application/yaml",
            Buffer = Encoding.UTF8.GetBytes(text),
        };
    }
}
