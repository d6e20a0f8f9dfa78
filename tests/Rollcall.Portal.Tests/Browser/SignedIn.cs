using Microsoft.Playwright;
using Rollcall.Storage.People;

namespace Rollcall.Portal.Tests.Browser;

/// <summary>Opens browsers in which somebody who was seeded is signed in.</summary>
internal static class SignedIn
{
    /// <summary>A page of a new profile.</summary>
    public static async Task<IPage> OpenAsync(
        Chromium chromium,
        RunningPortal portal,
        Person person,
        int width = 1280,
        bool dark = false
    )
    {
        var browser = await chromium.OpenAsync(portal.Address, width, dark);
        await browser.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var page = await browser.NewPageAsync();
        await page.GotoAsync("/");
        await page.GetByLabel("E-mail").FillAsync(person.Email!);
        await page.GetByLabel("Password").FillAsync(Seed.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(url => !new Uri(url).AbsolutePath.StartsWith("/sign-in", StringComparison.Ordinal));
        return page;
    }
}
