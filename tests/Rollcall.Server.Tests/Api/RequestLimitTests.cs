namespace Rollcall.Server.Tests.Api;

public sealed class RequestLimitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_may_ask_as_often_a_minute_as_is_set_and_not_once_more()
    {
        await using var portal = await TestPortal.StartAsync(configure: options => options.ApiRequestsPerMinute = 119);
        using var ada = portal.Api(await portal.TokenAsync(await portal.PersonAsync("Ada", "Acme")));
        using var bob = portal.Api(await portal.TokenAsync(await portal.PersonAsync("Bob", "Other")));
        for (var asked = 0; asked < 119; asked++)
        {
            Assert.Equal(200, await StatusAsync(ada));
        }
        using var refused = await ada.GetAsync("/api/v1/organizations", Cancellation);
        Assert.Equal(429, (int)refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("Too many requests", await refused.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(200, await StatusAsync(bob));
    }

    [Fact]
    public async Task Guesses_at_tokens_are_limited_by_where_they_come_from_also_behind_a_proxy()
    {
        await using var portal = await TestPortal.StartAsync(configure: options => options.ApiRequestsPerMinute = 60);
        using var guesser = portal.Api("rct_guess");
        guesser.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        using var other = portal.Api("rct_other");
        other.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9, 203.0.113.10");
        for (var asked = 0; asked < 60; asked++)
        {
            Assert.Equal(401, await StatusAsync(guesser));
        }
        Assert.Equal(429, await StatusAsync(guesser));
        Assert.Equal(401, await StatusAsync(other));
    }

    private static async Task<int> StatusAsync(HttpClient api)
    {
        using var answer = await api.GetAsync("/api/v1/organizations", Cancellation);
        return (int)answer.StatusCode;
    }
}
