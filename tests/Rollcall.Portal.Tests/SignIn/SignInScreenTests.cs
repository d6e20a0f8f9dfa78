using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Rollcall.Portal.Tests.Browser;
using Rollcall.Server;
using Rollcall.Server.Configuration;
using Rollcall.Server.SignIn;
using Rollcall.Storage.People;

namespace Rollcall.Portal.Tests.SignIn;

public sealed class SignInScreenTests(Chromium chromium, SharedPortal shared)
{
    [Fact]
    public async Task A_person_signs_in_makes_a_passkey_and_comes_back_with_it_alone()
    {
        var portal = await shared.PortalAsync();
        var (organization, project) = await Seed.OrganizationAsync(portal.Databases, "Acme");
        var ada = await Seed.PersonAsync(portal.Databases, organization, "Ada");
        // A passkey belongs to a name, which 127.0.0.1 is not.
        await using var browser = await chromium.OpenAsync(new Uri($"http://localhost:{portal.Address.Port}"));
        var page = await browser.NewPageAsync();
        await AddAuthenticatorAsync(page);
        await SignInAsync(page, ada);
        await page.WaitForURLAsync($"**/projects/{project.Id}/cohorts");

        await page.GoAsync("/account");
        await page.GetByLabel("Name of a new passkey").FillAsync("This laptop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The passkey was added")).ToBeVisibleAsync();
        await page.IsAccessibleAsync();
        await page.ShowAsync("account");

        await page.GoAsync("/sign-out");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.WaitForURLAsync("**/sign-in");
        await page.LiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await page.WaitForURLAsync($"**/projects/{project.Id}/cohorts");
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task Signing_in_is_accessible_fits_and_says_what_is_wrong(int width)
    {
        var portal = await shared.PortalAsync();
        var (organization, _) = await Seed.OrganizationAsync(portal.Databases, "Acme");
        await Seed.PersonAsync(portal.Databases, organization, "Ada");
        await using var browser = await chromium.OpenAsync(portal.Address, width);
        var page = await browser.NewPageAsync();
        await page.GoAsync("/sign-in");
        await page.IsAccessibleAsync();
        await page.FitsItsWidthAsync();
        await page.ShowAsync(width > 600 ? "sign-in" : "sign-in-phone");
        await page.GetByLabel("E-mail").FillAsync("eve@example.com");
        await page.GetByLabel("Password").FillAsync("quiet river paints nine clocks");
        await page.Keyboard.PressAsync("Enter");
        await Assertions
            .Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "do not belong together" }))
            .ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("E-mail")).ToHaveValueAsync("eve@example.com");
        await page.IsAccessibleAsync();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task The_first_start_ends_signed_in_on_the_empty_cohorts_page(int width)
    {
        var folder = Directory.CreateTempSubdirectory("rollcall-portal-").FullName;
        var options = new ServerOptions { Data = folder, Url = "http://127.0.0.1:0" };
        await using var server = await RollcallServer.StartAsync(
            options,
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );
        await using var browser = await chromium.OpenAsync(server.Address, width);
        var page = await browser.NewPageAsync();
        await page.GoAsync("/");
        await Assertions.Expect(page.GetByText("console shows the link")).ToBeVisibleAsync();
        await page.IsAccessibleAsync();

        await page.GoAsync(new Uri(server.Services.GetRequiredService<FirstStart>().Link).PathAndQuery);
        await page.IsAccessibleAsync();
        await page.FitsItsWidthAsync();
        await page.ShowAsync(width > 600 ? "first-start" : "first-start-phone");
        await page.GetByLabel("Organization").FillAsync("Acme");
        await page.GetByLabel("Project").FillAsync("Shop");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Ada Lovelace");
        await page.GetByLabel("E-mail").FillAsync("ada@example.com");
        await page.GetByLabel("Password").FillAsync("password1234");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("among the first that are guessed")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Organization")).ToHaveValueAsync("Acme");
        await page.IsAccessibleAsync();
        await page.GetByLabel("Password").FillAsync(Seed.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await page.WaitForURLAsync("**/projects/*/cohorts");
    }

    internal static async Task SignInAsync(IPage page, Person person)
    {
        await page.GoAsync("/sign-in");
        await page.GetByLabel("E-mail").FillAsync(person.Email!);
        await page.GetByLabel("Password").FillAsync(Seed.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/sign-in"));
    }

    private static async Task AddAuthenticatorAsync(IPage page)
    {
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new Dictionary<string, object>
            {
                ["options"] = new Dictionary<string, object>
                {
                    ["protocol"] = "ctap2",
                    ["transport"] = "internal",
                    ["hasResidentKey"] = true,
                    ["hasUserVerification"] = true,
                    ["isUserVerified"] = true,
                    ["automaticPresenceSimulation"] = true,
                },
            }
        );
    }
}
