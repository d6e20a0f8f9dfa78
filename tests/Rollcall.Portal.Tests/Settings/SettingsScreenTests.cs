using Microsoft.Playwright;
using Rollcall.Portal.Tests.Browser;
using Rollcall.Portal.Tests.SignIn;
using Rollcall.Storage.Organizations;

namespace Rollcall.Portal.Tests.Settings;

public sealed class SettingsScreenTests(Chromium chromium, SharedPortal shared)
{
    private static readonly string[] Sections =
    [
        "",
        "/people",
        "/projects",
        "/projects/new",
        "/api-keys",
        "/sign-in",
        "/audit",
    ];
    private static readonly string[] Installation = ["", "/people", "/organizations", "/outbox"];

    [Fact]
    public async Task An_Admin_invites_makes_a_project_and_a_key_and_finds_it_all_in_the_log()
    {
        var portal = await shared.PortalAsync();
        var (organization, _) = await Seed.OrganizationAsync(portal.Databases, "Acme");
        var ada = await Seed.PersonAsync(portal.Databases, organization, "Ada", isOperator: true);
        await Seed.PersonAsync(portal.Databases, organization, "Bob", Role.Editor);
        await using var browser = await chromium.OpenAsync(portal.Address);
        var page = await browser.NewPageAsync();
        await SignInScreenTests.SignInAsync(page, ada);
        var settings = $"/organizations/{organization.Id}/settings";

        await page.GoAsync($"{settings}/people");
        await page.GetByLabel("E-mail").FillAsync("cy@example.com");
        await page.GetByRole(AriaRole.Button, new() { Name = "Invite", Exact = true }).ClickAsync();
        await Assertions
            .Expect(page.GetByRole(AriaRole.Cell, new() { Name = "cy@example.com", Exact = true }))
            .ToBeVisibleAsync();

        await page.GoAsync($"{settings}/projects/new");
        await page.GetByLabel("Name").FillAsync("<script>alert(1)</script> שלום");
        await page.GetByLabel("Time zone").FillAsync("Europe/Berlin");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create project" }).ClickAsync();
        await Assertions
            .Expect(page.GetByRole(AriaRole.Link, new() { Name = "<script>alert(1)</script> שלום" }))
            .ToBeVisibleAsync();

        await page.GoAsync($"{settings}/api-keys");
        await page.GetByLabel("Name").FillAsync("nightly");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create key" }).ClickAsync();
        await Assertions.Expect(page.Locator(".secret-once")).ToContainTextAsync("rct_");

        await page.GoAsync($"{settings}/audit?what=token");
        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "nightly" }).First).ToBeVisibleAsync();
        await page.GoAsync("/installation/outbox");
        await page.GetByRole(AriaRole.Link, new() { Name = "Ada invites you to Acme" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "/invitation/" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task Every_section_is_accessible_and_fits(int width)
    {
        var portal = await shared.PortalAsync();
        var (organization, _) = await Seed.OrganizationAsync(portal.Databases, "Acme");
        var ada = await Seed.PersonAsync(portal.Databases, organization, "Ada", isReviewer: true, isOperator: true);
        await Seed.PersonAsync(portal.Databases, organization, "Bob", Role.Editor);
        await using var browser = await chromium.OpenAsync(portal.Address, width);
        var page = await browser.NewPageAsync();
        await SignInScreenTests.SignInAsync(page, ada);
        var addresses = Sections
            .Select(section =>
                (
                    Name: $"settings{section.Replace('/', '-')}",
                    Path: $"/organizations/{organization.Id}/settings{section}"
                )
            )
            .Concat(
                Installation.Select(section =>
                    (Name: $"installation{section.Replace('/', '-')}", Path: $"/installation{section}")
                )
            );
        var problems = new List<string>();
        foreach (var (name, path) in addresses)
        {
            await page.GoAsync(path);
            await page.Locator("#section-title").WaitForAsync();
            await page.ShowAsync(width > 600 ? name : $"{name}-phone");
            var problem = await Record.ExceptionAsync(async () =>
            {
                await page.IsAccessibleAsync();
                await page.FitsItsWidthAsync();
            });
            if (problem is not null)
            {
                problems.Add(problem.Message);
            }
        }
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Fact]
    public async Task Who_is_no_operator_finds_no_installation()
    {
        var portal = await shared.PortalAsync();
        var (organization, _) = await Seed.OrganizationAsync(portal.Databases, "Acme");
        var ada = await Seed.PersonAsync(portal.Databases, organization, "Ada");
        await using var browser = await chromium.OpenAsync(portal.Address);
        var page = await browser.NewPageAsync();
        await SignInScreenTests.SignInAsync(page, ada);
        await page.GoAsync("/installation");
        await Assertions.Expect(page.GetByText("Not found.")).ToBeVisibleAsync();
    }
}
