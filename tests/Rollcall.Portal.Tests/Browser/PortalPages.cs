using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Rollcall.Testing.Processes;

namespace Rollcall.Portal.Tests.Browser;

/// <summary>What every browser test does with a page.</summary>
public static class PortalPages
{
    private static readonly string? Screens = Environment.GetEnvironmentVariable("ROLLCALL_SCREENS") switch
    {
        "keep" => "docs/screens",
        "look" => "artifacts/screens",
        _ => null,
    };

    /// <summary>Goes to an address and waits until the page's circuit works: before, a click would be lost.</summary>
    public static async Task GoAsync(this IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.LiveAsync();
    }

    /// <summary>Waits until the page's circuit works.</summary>
    public static Task LiveAsync(this IPage page) =>
        page.WaitForSelectorAsync("html[data-live='true']", new() { State = WaitForSelectorState.Attached });

    /// <summary>Fails where axe finds a violation; the message names each with its elements.</summary>
    public static async Task IsAccessibleAsync(this IPage page)
    {
        var result = await page.RunAxe();
        Assert.True(
            result.Violations.Length == 0,
            string.Join('\n', result.Violations.Select(Describe).Prepend($"{page.Url} is not accessible:"))
        );
    }

    /// <summary>Fails where the page is wider than the window.</summary>
    public static async Task FitsItsWidthAsync(this IPage page)
    {
        var over = await page.EvaluateAsync<int>(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        );
        Assert.True(over <= 0, $"{page.Url} is {over} pixels wider than the window.");
    }

    /// <summary>Takes pictures of a screen, light and dark: to <c>docs/screens</c> where ROLLCALL_SCREENS is "keep", to <c>artifacts/screens</c> where it is "look". Else none are taken.</summary>
    /// <param name="page">The page, as it is to be shown.</param>
    /// <param name="name">The screen's name, such as <c>cohort-page</c>.</param>
    public static async Task ShowAsync(this IPage page, string name)
    {
        if (Screens is null)
        {
            return;
        }
        var folder = Path.Combine(ProgramFiles.Root, Screens);
        Directory.CreateDirectory(folder);
        await page.EvaluateAsync("() => window.scrollTo(0, 0)");
        foreach (var (scheme, mode) in new[] { (ColorScheme.Dark, "dark"), (ColorScheme.Light, "light") })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.WaitForSelectorAsync(
                $"html[data-theme='{mode}']",
                new() { State = WaitForSelectorState.Attached }
            );
            await page.EvaluateAsync(
                "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
            );
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{mode}.png"), FullPage = true });
        }
    }

    /// <summary>Shows a screen, and fails where it is not accessible or does not fit a small phone.</summary>
    public static async Task IsWellMadeAsync(this IPage page, string name)
    {
        await page.ShowAsync(name);
        await page.IsAccessibleAsync();
        var size = page.ViewportSize!;
        await page.SetViewportSizeAsync(360, 780);
        await page.FitsItsWidthAsync();
        await page.SetViewportSizeAsync(size.Width, size.Height);
    }

    private static string Describe(AxeResultItem violation) =>
        $"  {violation.Id}: {violation.Help}\n"
        + string.Join('\n', violation.Nodes.Take(5).Select(node => $"    {node.Target}: {node.Html}"));
}
