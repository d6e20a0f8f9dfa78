namespace Rollcall.Server.Tests.Security;

public sealed class SecurityHeadersTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/api/v1/organizations")]
    [InlineData("/not-there")]
    public async Task No_answer_is_kept_framed_or_guessed_at_and_over_https_none_goes_in_the_clear(string path)
    {
        await using var portal = await TestPortal.StartAsync(configure: options =>
            options.PublicUrl = "https://rollcall.example.org"
        );
        await portal.PersonAsync("Ada", "Acme");
        using var http = portal.Api(token: null);
        using var answer = await http.GetAsync(path, Cancellation);
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal(["max-age=31536000"], answer.Headers.GetValues("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Over_plain_http_browsers_are_not_told_to_insist_on_https()
    {
        await using var portal = await TestPortal.StartAsync();
        using var http = portal.Api(token: null);
        using var answer = await http.GetAsync("/health/live", Cancellation);
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }
}
