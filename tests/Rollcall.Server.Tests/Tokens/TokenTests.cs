using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Rollcall.Server.People;
using Rollcall.Storage.Organizations;

namespace Rollcall.Server.Tests.Tokens;

public sealed class TokenTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_opens_its_organization_with_its_role_and_no_other_one()
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        var bob = await portal.PersonAsync("Bob", "Other");
        using var api = portal.Api(await portal.TokenAsync(ada, Role.Viewer));
        var own = await api.GetFromJsonAsync<JsonElement>($"/api/v1/organizations/{ada.OrganizationId}", Cancellation);
        Assert.Equal(("Acme", "viewer"), (own.GetProperty("name").GetString(), own.GetProperty("role").GetString()));
        Assert.Equal(404, await StatusAsync(api, $"/api/v1/organizations/{bob.OrganizationId}"));
        Assert.Equal(404, await StatusAsync(api, $"/api/v1/projects/{bob.ProjectId}"));
        using var renamed = await api.PatchAsJsonAsync(
            $"/api/v1/organizations/{ada.OrganizationId}",
            new { name = "X" },
            Cancellation
        );
        Assert.Equal(403, (int)renamed.StatusCode);
        var list = await api.GetFromJsonAsync<JsonElement>("/api/v1/organizations", Cancellation);
        Assert.Equal(1, list.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Only_the_hash_of_a_token_is_in_the_data_folder()
    {
        await using var portal = await TestPortal.StartAsync();
        var token = await portal.TokenAsync(await portal.PersonAsync("Ada", "Acme"));
        Assert.StartsWith("rct_", token);
        await using var database = portal.Databases.OpenForInstallation();
        await database.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", Cancellation);
        // The lock file is empty, and cannot be opened while the server runs.
        var files = Directory
            .EnumerateFiles(portal.Options.Data, "*", SearchOption.AllDirectories)
            .Where(file => new FileInfo(file).Length > 0);
        foreach (var file in files)
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(token, await reader.ReadToEndAsync(Cancellation));
        }
    }

    [Fact]
    public async Task An_expired_or_unknown_token_is_refused_in_words()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var portal = await TestPortal.StartAsync(time);
        var ada = await portal.PersonAsync("Ada", "Acme");
        using var api = portal.Api(await portal.TokenAsync(ada, days: 1));
        Assert.Equal(200, await StatusAsync(api, "/api/v1/organizations"));
        time.Advance(TimeSpan.FromDays(1));
        using var answer = await api.GetAsync("/api/v1/organizations", Cancellation);
        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Contains("expired or revoked", await answer.Content.ReadAsStringAsync(Cancellation));
        using var nobody = portal.Api(token: null);
        Assert.Equal(401, await StatusAsync(nobody, "/api/v1/organizations"));
    }

    [Fact]
    public async Task A_reviewers_token_does_not_review()
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        await using (var database = portal.Databases.OpenForInstallation())
        {
            (await database.Users.SingleAsync(Cancellation)).IsReviewer = true;
            await database.SaveChangesAsync(Cancellation);
        }
        using var api = portal.Api(await portal.TokenAsync(ada));
        Assert.Equal(404, await StatusAsync(api, "/api/v1/review/submissions"));
        using var browser = await portal.SignedInAsync(ada);
        Assert.Contains("\"items\":[]", await browser.GetAsync("/api/v1/review/submissions"));
    }

    [Fact]
    public async Task A_token_says_when_it_was_used_last()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var portal = await TestPortal.StartAsync(time);
        var ada = await portal.PersonAsync("Ada", "Acme");
        using var api = portal.Api(await portal.TokenAsync(ada));
        var before = await api.GetFromJsonAsync<JsonElement>(
            $"/api/v1/organizations/{ada.OrganizationId}/tokens",
            Cancellation
        );
        var used = before.GetProperty("items")[0].GetProperty("lastUsedAt").GetDateTimeOffset();
        Assert.Equal(time.GetUtcNow().ToUnixTimeMilliseconds(), used.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task A_token_follows_its_person_s_role_down()
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        var bob = await portal.PersonAsync("Bob", "Acme");
        using var api = portal.Api(await portal.TokenAsync(bob, Role.Admin));
        await portal.Get<Seats>().ChangeRoleAsync(TestPortal.AskerOf(ada), bob.Id, Role.Editor, Cancellation);
        using var invited = await api.PostAsJsonAsync(
            $"/api/v1/organizations/{bob.OrganizationId}/invitations",
            new { email = "cy@example.com", role = "Admin" },
            Cancellation
        );
        Assert.Equal(403, (int)invited.StatusCode);
    }

    [Theory]
    [InlineData(Role.Editor, Role.Admin)]
    [InlineData(Role.Editor, Role.Developer)]
    [InlineData(Role.Viewer, Role.Editor)]
    public async Task Nobody_makes_a_token_above_their_role(Role own, Role asked)
    {
        await using var portal = await TestPortal.StartAsync();
        await portal.PersonAsync("Ada", "Acme");
        var bob = await portal.PersonAsync("Bob", "Acme", own);
        var refused = await Assert.ThrowsAsync<Refusal>(() =>
            portal
                .Get<Server.Tokens.ApiTokens>()
                .CreateAsync(TestPortal.AskerOf(bob), "x", asked, cancellation: Cancellation)
        );
        Assert.Contains(refused.Fields, fault => fault.Field == "role");
    }

    [Fact]
    public async Task A_token_makes_no_token_and_a_page_takes_none()
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        using var api = portal.Api(await portal.TokenAsync(ada));
        using var made = await api.PostAsJsonAsync(
            $"/api/v1/organizations/{ada.OrganizationId}/tokens",
            new { name = "x", role = "Viewer" },
            Cancellation
        );
        Assert.Equal(403, (int)made.StatusCode);
        Assert.Equal(302, await StatusAsync(api, "/account"));
    }

    private static async Task<int> StatusAsync(HttpClient api, string path)
    {
        using var answer = await api.GetAsync(path, Cancellation);
        return (int)answer.StatusCode;
    }
}
