using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Rollcall.Server.SignIn;
using Rollcall.Storage.Organizations;
using Rollcall.Storage.People;

namespace Rollcall.Server.Tests.SignIn;

public sealed class SignInTests
{
    private const string OtherPassword = "quiet river paints nine clocks";

    [Fact]
    public async Task The_right_password_leads_to_the_project_and_the_cookie_is_out_of_scripts_reach()
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        using var browser = await portal.SignedInAsync(ada);
        Assert.Equal($"/projects/{ada.ProjectId}/cohorts", browser.Path);
        Assert.True(Assert.Single(browser.Cookies, cookie => cookie.Name == "rollcall.session").HttpOnly);
    }

    [Fact]
    public async Task Wrong_password_and_unknown_account_read_the_same()
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        using var browser = portal.Browser();
        var wrong = await browser.SendAsync(
            "/sign-in",
            "password",
            ("Form.Email", ada.Email),
            ("Form.Password", OtherPassword)
        );
        var unknown = await browser.SendAsync(
            "/sign-in",
            "password",
            ("Form.Email", "eve@example.com"),
            ("Form.Password", OtherPassword)
        );
        Assert.Contains(SignIns.Wrong, wrong);
        Assert.Contains(SignIns.Wrong, unknown);
    }

    [Fact]
    public async Task Guessing_is_slowed_down_and_the_account_stays_open()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var portal = await TestPortal.StartAsync(time);
        var ada = await portal.PersonAsync("Ada", "Acme");
        using var browser = portal.Browser();
        for (var i = 0; i < 5; i++)
        {
            await browser.SendAsync(
                "/sign-in",
                "password",
                ("Form.Email", ada.Email),
                ("Form.Password", OtherPassword)
            );
        }
        var early = await browser.SendAsync(
            "/sign-in",
            "password",
            ("Form.Email", ada.Email),
            ("Form.Password", TestPortal.Password)
        );
        Assert.Contains("Too many attempts", early);
        time.Advance(TimeSpan.FromSeconds(2));
        using var later = await portal.SignedInAsync(ada);
        Assert.EndsWith("/cohorts", later.Path);
    }

    [Fact]
    public async Task A_form_without_its_token_does_nothing()
    {
        await using var portal = await TestPortal.StartAsync();
        using var http = portal.Api(token: null);
        using var form = new FormUrlEncodedContent([new("_handler", "password"), new("Form.Email", "a@b.example")]);
        using var answer = await http.PostAsync("/sign-in", form, TestContext.Current.CancellationToken);
        Assert.Equal(400, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/projects/prj_1/cohorts?x=1", "/projects/prj_1/cohorts?x=1")]
    [InlineData(null, "/")]
    public void Signing_in_never_leads_to_another_site(string? asked, string led) =>
        Assert.Equal(led, LocalAddress.Of(asked));

    [Fact]
    public async Task Signed_out_means_out()
    {
        await using var portal = await TestPortal.StartAsync();
        using var browser = await portal.SignedInAsync(await portal.PersonAsync("Ada", "Acme"));
        await browser.SendAsync("/sign-out", "sign-out");
        await browser.GetAsync("/account");
        Assert.StartsWith("/sign-in", browser.Path);
    }

    [Fact]
    public async Task A_changed_role_ends_the_person_s_sessions_at_once()
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        var bob = await portal.PersonAsync("Bob", "Acme", Role.Editor);
        using var browser = await portal.SignedInAsync(bob);
        await portal
            .Get<Server.People.Seats>()
            .ChangeRoleAsync(TestPortal.AskerOf(ada), bob.Id, Role.Viewer, TestContext.Current.CancellationToken);
        await browser.GetAsync("/account");
        Assert.StartsWith("/sign-in", browser.Path);
    }

    [Fact]
    public async Task A_new_password_ends_every_other_session_and_goes_on_here()
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        using var here = await portal.SignedInAsync(ada);
        using var there = await portal.SignedInAsync(ada);
        var wrong = await here.SendAsync(
            "/account",
            "password",
            ("PasswordForm.Current", OtherPassword),
            ("PasswordForm.Password", OtherPassword)
        );
        Assert.Contains("not your current password", wrong);
        var done = await here.SendAsync(
            "/account",
            "password",
            ("PasswordForm.Current", TestPortal.Password),
            ("PasswordForm.Password", OtherPassword)
        );
        Assert.Contains("Your password was changed", done);
        await here.GetAsync("/account");
        Assert.Equal("/account", here.Path);
        await there.GetAsync("/account");
        Assert.StartsWith("/sign-in", there.Path);
    }

    [Fact]
    public async Task A_reset_link_works_once_for_a_day_and_only_its_hash_is_kept()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var portal = await TestPortal.StartAsync(time);
        var ada = await portal.PersonAsync("Ada", "Acme");
        using var browser = portal.Browser();
        Assert.Contains(
            "If this address has an account",
            await browser.SendAsync("/reset-password", "forgot", ("Form.Email", "eve@example.com"))
        );
        Assert.Contains(
            "If this address has an account",
            await browser.SendAsync("/reset-password", "forgot", ("Form.Email", ada.Email))
        );
        var link = await LinkInMailAsync(portal, "/reset-password/");
        Assert.Contains("needs 12", await browser.SendAsync(link, "reset", ("Form.Password", "short")));
        await browser.SendAsync(link, "reset", ("Form.Password", OtherPassword));
        Assert.Equal("/sign-in", browser.Path);
        Assert.Contains("does not work any more", await browser.GetAsync(link));
        await browser.SendAsync("/sign-in", "password", ("Form.Email", ada.Email), ("Form.Password", OtherPassword));
        Assert.EndsWith("/cohorts", browser.Path);
    }

    [Fact]
    public async Task A_reset_link_of_yesterday_does_not_work()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var portal = await TestPortal.StartAsync(time);
        var ada = await portal.PersonAsync("Ada", "Acme");
        using var browser = portal.Browser();
        await browser.SendAsync("/reset-password", "forgot", ("Form.Email", ada.Email));
        var link = await LinkInMailAsync(portal, "/reset-password/");
        time.Advance(TimeSpan.FromDays(1));
        Assert.Contains("does not work any more", await browser.GetAsync(link));
    }

    [Fact]
    public async Task A_one_time_link_signs_in_once()
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        await using var database = portal.Databases.OpenForInstallation();
        var link = portal.Get<OneTimeLinks>().Make(database, ada.Id, LinkPurpose.SignIn);
        await database.SaveChangesAsync(TestContext.Current.CancellationToken);
        var path = new Uri(link).AbsolutePath;
        using var browser = portal.Browser();
        await browser.SendAsync(path, "link");
        Assert.EndsWith("/cohorts", browser.Path);
        using var second = portal.Browser();
        Assert.Contains("does not work any more", await second.SendAsync(path, "link"));
    }

    internal static async Task<string> LinkInMailAsync(TestPortal portal, string path)
    {
        await using var database = portal.Databases.OpenForInstallation();
        var text = await database
            .Mails.OrderByDescending(mail => mail.CreatedAt)
            .Select(mail => mail.Text)
            .FirstAsync(TestContext.Current.CancellationToken);
        return text.Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Contains(path))
            .Select(line => new Uri(line).AbsolutePath)
            .Single();
    }
}
