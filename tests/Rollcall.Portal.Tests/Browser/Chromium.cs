using System.Collections.Concurrent;
using Microsoft.Playwright;
using Rollcall.Portal.Tests.Browser;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Rollcall.Portal.Tests.Browser;

/// <summary>The one browser of all tests: the distribution's Chromium, without a window. Each test opens a profile of its own in it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly ConcurrentDictionary<string, ConcurrentBag<IBrowserContext>> Open = [];

    // The shell is the same browser without what a window needs, and takes half the time.
    private static readonly string[] Programs =
    [
        "/usr/bin/chromium-headless-shell",
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private static string? Program => Programs.FirstOrDefault(File.Exists);

    public async ValueTask InitializeAsync()
    {
        if (Program is not { } program)
        {
            return;
        }
        // Patience costs nothing where all is well, and a busy machine is slow.
        Assertions.SetDefaultExpectTimeout(30_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = program,
                Headless = true,
                ChromiumSandbox = false,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    // A distribution's build looks its maker's hosts up all the same: no name but this machine's is found.
                    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
                ],
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
        _playwright?.Dispose();
    }

    /// <summary>A new profile: its own cookies and storage.</summary>
    /// <param name="address">The portal's.</param>
    /// <param name="width">Of the window in pixels; 360 is a small phone.</param>
    /// <param name="dark">Whether the system prefers dark.</param>
    public async Task<IBrowserContext> OpenAsync(Uri address, int width = 1280, bool dark = false)
    {
        if (_browser is null)
        {
            Assert.Skip("Chromium is not installed: ./test.sh installs it on Debian and Ubuntu.");
        }
        var context = await _browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = address.ToString(),
                ViewportSize = new ViewportSize { Width = width, Height = width < 600 ? 780 : 860 },
                ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
                ReducedMotion = ReducedMotion.Reduce,
                Locale = "en-GB",
                TimezoneId = "UTC",
            }
        );
        context.SetDefaultTimeout(30_000);
        Open.GetOrAdd(TestContext.Current.Test!.UniqueID, _ => []).Add(context);
        return context;
    }

    /// <summary>Closes what a test opened: a page that stays open goes on working.</summary>
    internal static async Task CloseAsync(string test)
    {
        foreach (var context in Open.TryRemove(test, out var opened) ? opened : [])
        {
            await context.CloseAsync();
        }
    }
}
