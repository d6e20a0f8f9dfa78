using System.Net.Http.Json;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Rollcall.Server.People;
using Rollcall.Storage.Idempotency;
using Rollcall.Storage.Organizations;

namespace Rollcall.Server.Tests.Api;

public sealed class IdempotencyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_request_with_the_same_key_is_done_once_and_answered_twice()
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        using var api = portal.Api(await portal.TokenAsync(ada));
        var (first, body) = await MakeAsync(api, ada, "Shop", "key-1");
        var (second, again) = await MakeAsync(api, ada, "Shop", "key-1");
        Assert.Equal((201, 201, body), (first, second, again));
        var (other, reason) = await MakeAsync(api, ada, "Bar", "key-1");
        Assert.Equal(409, other);
        Assert.Contains("was used for another request", reason);
        await using var database = portal.Databases.OpenFor(ada.OrganizationId);
        Assert.Equal(
            ["Main", "Shop"],
            await database.Projects.Select(row => row.Name).Order().ToListAsync(Cancellation)
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_above_1_MiB_with_a_key_is_refused_in_words_and_nothing_is_done(bool chunked)
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        using var api = portal.Api(await portal.TokenAsync(ada));
        var cohorts = $"/api/v1/projects/{ada.ProjectId}/cohorts";
        using var made = await api.PostAsJsonAsync(
            cohorts,
            new
            {
                name = "Pushed",
                source = "push",
                keyColumn = "id",
            },
            Cancellation
        );
        var members = $"{made.Headers.Location}/members/add";
        var lines = string.Concat(Enumerable.Range(0, 60_000).Select(id => $"{{\"id\":\"user-{id:000000}\"}}\n"));

        using var refused = await PushAsync(api, members, lines, "key-1", chunked);
        Assert.Equal(413, (int)refused.StatusCode);
        Assert.Contains("may have 1 MiB", await refused.Content.ReadAsStringAsync(Cancellation));
        using var taken = await PushAsync(api, members, lines, key: null, chunked);
        Assert.Equal(200, (int)taken.StatusCode);
        Assert.Contains("60000", await taken.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A_smaller_role_is_not_given_what_a_greater_one_was_answered()
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        using var admin = portal.Api(await portal.TokenAsync(ada));
        using var viewer = portal.Api(await portal.TokenAsync(ada, Role.Viewer));
        Assert.Equal(201, (await MakeAsync(admin, ada, "Shop", "key-1")).Status);
        var (status, body) = await MakeAsync(viewer, ada, "Shop", "key-1");
        Assert.Equal(409, status);
        Assert.DoesNotContain("prj_", body);
    }

    [Fact]
    public async Task What_a_crash_left_unanswered_may_be_tried_again()
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        await using (var database = portal.Databases.OpenForInstallation())
        {
            database.Add(
                new AnsweredRequest
                {
                    PersonId = ada.Id,
                    Key = "key-1",
                    Request = [1],
                    At = TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(1),
                }
            );
            await database.SaveChangesAsync(Cancellation);
        }
        using var api = portal.Api(await portal.TokenAsync(ada));
        Assert.Equal(201, (await MakeAsync(api, ada, "Shop", "key-1")).Status);
    }

    private static Task<(int Status, string Body)> MakeAsync(HttpClient api, AdminUser user, string name, string key) =>
        PostAsync(api, $"/api/v1/organizations/{user.OrganizationId}/projects", new { name }, key);

    private static async Task<(int Status, string Body)> PostAsync(
        HttpClient api,
        string address,
        object body,
        string key
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await api.SendAsync(request, Cancellation);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    private static async Task<HttpResponseMessage> PushAsync(
        HttpClient api,
        string address,
        string lines,
        string? key,
        bool chunked
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(lines)),
        };
        request.Headers.TransferEncodingChunked = chunked;
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }
        return await api.SendAsync(request, Cancellation);
    }
}
