using Microsoft.Playwright;
using Rollcall.Portal.Tests.Browser;
using Rollcall.Sandbox;
using Rollcall.Storage.Organizations;
using static Microsoft.Playwright.Assertions;

namespace Rollcall.Portal.Tests.Guide;

/// <summary>The whole way from a partner's first click to a customer's users on the partner's list.</summary>
public sealed class GuideStoryTests(Chromium chromium)
{
    private const string Name = "ModuleApps";
    private const string Cohort = "Power users";
    private const string Token = "right-token";
    private const string Refused = "The API key was refused. Copy it anew from ModuleApps, Settings, API.";

    private static readonly string[] Users = [.. Enumerable.Range(1, 250).Select(number => $"user-{number:000}")];

    [Fact]
    public async Task Partner_describes_reviewer_approves_and_customer_mends_a_wrong_key()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { BearerToken = Token });
        await using var portal = await RunningPortal.StartAsync(
            new Dictionary<string, string> { ["ROLLCALL__ALLOWEDADDRESSES"] = sandbox.Address.Authority }
        );
        var (partners, _) = await Seed.OrganizationAsync(portal.Databases, "ModuleApps Inc");
        var (operators, _) = await Seed.OrganizationAsync(portal.Databases, "Operators");
        var (customers, project) = await Seed.OrganizationAsync(portal.Databases, "Customer Ltd");
        var paula = await Seed.PersonAsync(portal.Databases, partners, "Paula", Role.Developer);
        var rita = await Seed.PersonAsync(portal.Databases, operators, "Rita", isReviewer: true);
        var carl = await Seed.PersonAsync(portal.Databases, customers, "Carl", Role.Editor);

        var page = await SignedIn.OpenAsync(chromium, portal, paula);
        var partner = new GuidePartner(page, $"/organizations/{partners.Id}/developer", sandbox.Address);
        await partner.CreateConnectionInformationAsync(Name);
        await partner.AddNewDestinationAsync();
        await partner.ConfigureAsync(Refused);
        await partner.TestEndpointsAsync(Token);
        await partner.ReleaseInternallyAsync();
        await partner.SubmitAsync(Token);

        await ApproveAsync(await SignedIn.OpenAsync(chromium, portal, rita));
        await IsToldAsync(portal, paula.Email!);

        var customer = new GuideCustomer(await SignedIn.OpenAsync(chromium, portal, carl), $"/projects/{project.Id}");
        await customer.UploadCohortAsync(Cohort, string.Join('\n', Users.Prepend("user_id")) + "\n");
        await customer.ConnectAsync(Name, "wrong-token");
        await customer.SyncAsync(Cohort);
        await customer.SeesErrorAsync("API token", Refused);
        await customer.ReplacesKeyAsync(Token);
        await customer.TriesAgainAsync(Cohort);

        var list = Assert.Single(sandbox.Lists.All, list => list.Name == Cohort);
        Assert.Equal(Users, list.Members().Order(StringComparer.Ordinal));
    }

    private static async Task ApproveAsync(IPage page)
    {
        await page.GoAsync("/review");
        await page.ShowAsync("review");
        await page.IsAccessibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = Name }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Run the tests" }).ClickAsync();
        await Expect(page.Locator("details.exchange")).ToHaveCountAsync(3);
        await page.ShowAsync("review-submission");
        await page.IsAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);
    }

    // Mails are sent beside what they are about.
    private static async Task IsToldAsync(RunningPortal portal, string address)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!Mails(portal).Any(mail => mail.Contains(address) && mail.Contains("is approved")))
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    private static IEnumerable<string> Mails(RunningPortal portal) =>
        Directory.Exists(portal.Folder.Outbox)
            ? Directory.EnumerateFiles(portal.Folder.Outbox).Select(File.ReadAllText)
            : [];
}
