using Microsoft.EntityFrameworkCore;
using Rollcall.Server.SignIn;

namespace Rollcall.Server.Tests.SignIn;

public sealed class FirstStartTests
{
    private static readonly (string, string)[] Filled =
    [
        ("Form.Organization", "Acme"),
        ("Form.Project", "Shop"),
        ("Form.Name", "Ada Lovelace"),
        ("Form.Email", "ada@example.com"),
        ("Form.Password", TestPortal.Password),
    ];

    [Fact]
    public async Task The_console_s_link_makes_the_first_account_and_ends_signed_in_on_its_cohorts()
    {
        await using var portal = await TestPortal.StartAsync();
        using var browser = portal.Browser();
        await browser.SendAsync(new Uri(portal.Get<FirstStart>().Link).PathAndQuery, "first-start", Filled);
        await using var database = portal.Databases.OpenForInstallation();
        var project = await database.Projects.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal($"/projects/{project.Id}/cohorts", browser.Path);
        var person = await database.Users.SingleAsync(TestContext.Current.CancellationToken);
        Assert.True(person is { IsOperator: true, IsReviewer: true });
        await browser.GetAsync("/account");
        Assert.Equal("/account", browser.Path);
    }

    [Fact]
    public async Task The_link_is_used_up_with_the_first_account()
    {
        await using var portal = await TestPortal.StartAsync();
        var link = new Uri(portal.Get<FirstStart>().Link).PathAndQuery;
        using var browser = portal.Browser();
        await browser.SendAsync(link, "first-start", Filled);
        using var second = portal.Browser();
        await second.GetAsync(link);
        Assert.Equal("/sign-in", second.Path);
    }

    [Fact]
    public async Task Without_the_code_there_is_no_form_and_the_start_page_says_where_the_code_is()
    {
        await using var portal = await TestPortal.StartAsync();
        using var browser = portal.Browser();
        var page = await browser.GetAsync("/");
        Assert.Equal("/first-start", browser.Path);
        Assert.Contains("console shows the link", page);
        Assert.DoesNotContain(
            "Form.Password",
            await browser.GetAsync("/first-start?code=00000000000000000000000000000000")
        );
    }

    [Fact]
    public async Task What_is_wrong_is_told_field_by_field_and_what_was_typed_stays()
    {
        await using var portal = await TestPortal.StartAsync();
        using var browser = portal.Browser();
        var page = await browser.SendAsync(
            new Uri(portal.Get<FirstStart>().Link).PathAndQuery,
            "first-start",
            ("Form.Organization", "<b>Acme</b>"),
            ("Form.Project", " "),
            ("Form.Name", "Ada"),
            ("Form.Email", "nowhere"),
            ("Form.Password", "password1234")
        );
        Assert.Contains("Give a name.", page);
        Assert.Contains("\"nowhere\" is no e-mail address", page);
        Assert.Contains("among the first that are guessed", page);
        await using var database = portal.Databases.OpenForInstallation();
        Assert.False(await database.Users.AnyAsync(TestContext.Current.CancellationToken));
    }
}
