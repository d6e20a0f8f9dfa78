namespace Rollcall.Server.Tests.SignIn;

public sealed class ProviderTests
{
    [Fact]
    public async Task Who_the_provider_knows_by_a_known_address_comes_in()
    {
        await using var provider = await SmallProvider.StartAsync();
        await using var portal = await StartAsync(provider);
        var ada = await portal.PersonAsync("Ada", "Acme");
        using var browser = portal.Browser();
        Assert.Contains("Continue with Example", await browser.GetAsync("/sign-in"));
        await browser.GetAsync("/sign-in/provider/start?returnUrl=/account");
        Assert.Equal("/account", browser.Path);
        provider.Email = "renamed@example.com";
        using var again = portal.Browser();
        await again.GetAsync("/sign-in/provider/start?returnUrl=/");
        Assert.Equal($"/projects/{ada.ProjectId}/cohorts", again.Path);
    }

    [Theory]
    [InlineData("eve@example.com", true)]
    [InlineData("ada@example.com", false)]
    public async Task An_unknown_or_unproved_address_does_not_come_in(string email, bool isProved)
    {
        await using var provider = await SmallProvider.StartAsync();
        (provider.Email, provider.IsProved) = (email, isProved);
        await using var portal = await StartAsync(provider);
        await portal.PersonAsync("Ada", "Acme");
        using var browser = portal.Browser();
        var page = await browser.GetAsync("/sign-in/provider/start");
        Assert.Equal("/sign-in?problem=unknown", browser.Path);
        Assert.Contains("Ask an Admin", page);
    }

    [Fact]
    public async Task An_answer_that_nobody_asked_for_does_not_come_in()
    {
        await using var provider = await SmallProvider.StartAsync();
        await using var portal = await StartAsync(provider);
        using var browser = portal.Browser();
        await browser.GetAsync("/sign-in/provider?code=made-up&state=made-up");
        Assert.Equal("/sign-in?problem=provider", browser.Path);
    }

    private static Task<TestPortal> StartAsync(SmallProvider provider) =>
        TestPortal.StartAsync(configure: options =>
        {
            options.OpenIdConnect.Name = "Example";
            options.OpenIdConnect.Authority = provider.Address;
            options.OpenIdConnect.ClientId = "rollcall";
            options.OpenIdConnect.ClientSecret = "shared";
        });
}
