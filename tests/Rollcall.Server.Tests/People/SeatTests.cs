using Microsoft.Extensions.Time.Testing;
using Rollcall.Server.Api;
using Rollcall.Server.People;
using Rollcall.Server.Tests.SignIn;
using Rollcall.Storage.Organizations;

namespace Rollcall.Server.Tests.People;

public sealed class SeatTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_last_Admin_cannot_leave_or_be_demoted()
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        await portal.PersonAsync("Bob", "Acme", Role.Editor);
        var seats = portal.Get<Seats>();
        var asker = TestPortal.AskerOf(ada);
        var demoted = await Assert.ThrowsAsync<Refusal>(() =>
            seats.ChangeRoleAsync(asker, ada.Id, Role.Viewer, Cancellation)
        );
        var left = await Assert.ThrowsAsync<Refusal>(() => seats.RemoveAsync(asker, ada.Id, Cancellation));
        Assert.All([demoted, left], refusal => Assert.Contains("last Admin", refusal.Message));
        var page = await seats.ListAsync(asker, new PageRequest(), Cancellation);
        Assert.Equal(Role.Admin, page.Items.Single(seat => seat.PersonId == ada.Id).Role);
    }

    [Fact]
    public async Task Two_Admins_who_demote_each_other_at_once_leave_one()
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        var bob = await portal.PersonAsync("Bob", "Acme");
        var seats = portal.Get<Seats>();
        var both = new[]
        {
            seats.ChangeRoleAsync(TestPortal.AskerOf(ada), bob.Id, Role.Viewer, Cancellation),
            seats.ChangeRoleAsync(TestPortal.AskerOf(bob), ada.Id, Role.Viewer, Cancellation),
        };
        await Task.WhenAll(both).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal(1, both.Count(change => change.IsFaulted));
    }

    [Fact]
    public async Task Who_is_removed_is_not_found_there_any_more_and_their_tokens_are_gone()
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        var bob = await portal.PersonAsync("Bob", "Acme", Role.Developer);
        using var api = portal.Api(await portal.TokenAsync(bob));
        await portal.Get<Seats>().RemoveAsync(TestPortal.AskerOf(ada), bob.Id, Cancellation);
        using var answer = await api.GetAsync($"/api/v1/organizations/{ada.OrganizationId}", Cancellation);
        Assert.Equal(401, (int)answer.StatusCode);
    }

    [Fact]
    public async Task An_Editor_may_leave_but_removes_nobody()
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        var bob = await portal.PersonAsync("Bob", "Acme", Role.Editor);
        var seats = portal.Get<Seats>();
        var refused = await Assert.ThrowsAsync<Refusal>(() =>
            seats.RemoveAsync(TestPortal.AskerOf(bob), ada.Id, Cancellation)
        );
        Assert.Equal(RefusalKind.Forbidden, refused.Kind);
        await seats.RemoveAsync(TestPortal.AskerOf(bob), bob.Id, Cancellation);
    }

    [Fact]
    public async Task An_invitation_s_link_makes_an_account_with_its_role_once()
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        await portal
            .Get<Invitations>()
            .InviteAsync(TestPortal.AskerOf(ada), "Cy@example.com", Role.Editor, Cancellation);
        var link = await SignInTests.LinkInMailAsync(portal, "/invitation/");
        using var browser = portal.Browser();
        Assert.Contains("Join Acme", await browser.GetAsync(link));
        await browser.SendAsync(link, "invitation", ("Form.Name", "Cy"), ("Form.Password", TestPortal.Password));
        Assert.EndsWith("/cohorts", browser.Path);
        var seats = await portal.Get<Seats>().ListAsync(TestPortal.AskerOf(ada), new PageRequest(), Cancellation);
        Assert.Equal(Role.Editor, seats.Items.Single(seat => seat.Name == "Cy").Role);
        Assert.Contains("does not work any more", await browser.GetAsync(link));
    }

    [Fact]
    public async Task An_account_that_is_there_joins_with_its_password_only()
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        var bob = await portal.PersonAsync("Bob", "Other");
        await portal.Get<Invitations>().InviteAsync(TestPortal.AskerOf(ada), bob.Email, Role.Viewer, Cancellation);
        var link = await SignInTests.LinkInMailAsync(portal, "/invitation/");
        using var browser = portal.Browser();
        await browser.SendAsync(link, "invitation", ("Form.Password", "not the password at all"));
        Assert.StartsWith("/invitation/", browser.Path);
        await browser.SendAsync(link, "invitation", ("Form.Password", TestPortal.Password));
        var seats = await portal.Get<Seats>().ListAsync(TestPortal.AskerOf(ada), new PageRequest(), Cancellation);
        Assert.Contains(seats.Items, seat => seat.PersonId == bob.Id);
    }

    [Fact]
    public async Task An_invitation_ends_after_a_day_and_a_second_one_ends_the_first()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var portal = await TestPortal.StartAsync(time);
        var asker = TestPortal.AskerOf(await portal.PersonAsync("Ada", "Acme"));
        var invitations = portal.Get<Invitations>();
        await invitations.InviteAsync(asker, "cy@example.com", Role.Editor, Cancellation);
        var first = await SignInTests.LinkInMailAsync(portal, "/invitation/");
        time.Advance(TimeSpan.FromHours(1));
        await invitations.InviteAsync(asker, "cy@example.com", Role.Editor, Cancellation);
        var second = await SignInTests.LinkInMailAsync(portal, "/invitation/");
        Assert.Null(await invitations.FindAsync(first.Split('/')[^1], Cancellation));
        Assert.NotNull(await invitations.FindAsync(second.Split('/')[^1], Cancellation));
        time.Advance(TimeSpan.FromDays(1));
        Assert.Null(await invitations.FindAsync(second.Split('/')[^1], Cancellation));
    }
}
