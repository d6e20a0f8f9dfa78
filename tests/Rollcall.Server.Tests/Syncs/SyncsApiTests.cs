using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Rollcall.Sandbox.Faults;
using Rollcall.Sandbox.Log;
using Rollcall.Storage.Organizations;
using Rollcall.Storage.People;
using Rollcall.Storage.Syncs;
using static Rollcall.Server.Tests.Syncs.SyncsWorld;

namespace Rollcall.Server.Tests.Syncs;

/// <summary>Cohorts, syncs and runs over HTTP.</summary>
public sealed class SyncsApiTests
{
    private const string Project = "/api/v1/projects/prj_1";

    [Fact]
    public async Task A_cohort_is_made_uploaded_looked_at_and_synced()
    {
        await using var world = await StartAsync();
        using var http = Client(world);
        var cohort = await PostAsync(
            http,
            "/cohorts",
            new { name = "<b>Zoë's \"best\"</b> \u05E9\u05DC\u05D5\u05DD", source = "file" }
        );
        var id = cohort.GetProperty("id").GetString()!;
        await PutAsync(http, $"/cohorts/{id}/file?name=users.csv", "user_id,plan\na@x.example,trial\nb@x.example,\n");

        var preview = await GetAsync(http, $"/cohorts/{id}/preview");
        Assert.Equal(
            ["user_id", "plan"],
            preview.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("name").GetString())
        );
        var sync = await PostAsync(
            http,
            "/syncs",
            new
            {
                cohortId = id,
                destinationId = "dst_1",
                cadence = new { kind = "daily", at = "09:30" },
            }
        );
        var syncId = sync.GetProperty("id").GetString()!;
        await world.EndedAsync(syncId);

        sync = await GetAsync(http, $"/syncs/{syncId}");
        Assert.Equal("active", sync.GetProperty("state").GetString());
        Assert.Equal("succeeded", sync.GetProperty("lastStatus").GetString());
        Assert.Equal("09:30", sync.GetProperty("cadence").GetProperty("at").GetString());
        var runs = await GetAsync(http, $"/syncs/{syncId}/runs");
        Assert.Equal(1, runs.GetProperty("total").GetInt32());
        var run = runs.GetProperty("items")[0];
        Assert.Equal((2, "created"), (run.GetProperty("added").GetInt32(), run.GetProperty("trigger").GetString()));
        var details = await GetAsync(http, $"/runs/{run.GetProperty("id").GetString()}");
        Assert.Equal(2, details.GetProperty("report").GetProperty("delivered").GetProperty("add").GetInt32());
        var requests = await GetAsync(http, $"/runs/{run.GetProperty("id").GetString()}/requests");
        Assert.Equal(2, requests.GetProperty("total").GetInt32());
        Assert.Contains("a@x.example", requests.GetRawText(), StringComparison.Ordinal);
        var found = await GetAsync(http, "/members/b@x.example");
        Assert.Equal("present", found[0].GetProperty("state").GetString());
        Assert.Equal(
            "absent",
            (await GetAsync(http, $"/cohorts/{id}/members/c@x.example"))[0].GetProperty("state").GetString()
        );
    }

    [Fact]
    public async Task Rejected_users_come_as_a_file_that_no_spreadsheet_runs_and_are_retried_on_request()
    {
        await using var world = await StartAsync(definition => definition with { BatchSize = 4 });
        using var http = Client(world);
        string[] users = ["a", "b", "c", "=cmd|'/c calc'!A1"];
        world.Sandbox.Faults.Add(
            new Fault
            {
                Kind = FaultKind.Status,
                Status = 400,
                Operation = Operation.Add,
                User = users[3],
            }
        );
        var cohort = await world.CohortAsync(users);
        var sync = await world.SyncAsync(cohort.Id);
        await world.EndedAsync(sync.Id);

        using var answer = await http.GetAsync($"{Project}/syncs/{sync.Id}/rejected.csv");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("operation,user_id,reason,error type,status,last tried", lines[0]);
        Assert.Equal(
            "'=cmd|'/c calc'!A1",
            lines.Single(line => line.Contains("cmd", StringComparison.Ordinal)).Split(',')[1]
        );

        world.Sandbox.Faults.Clear();
        Assert.Equal(
            HttpStatusCode.Accepted,
            (await http.PostAsync($"{Project}/syncs/{sync.Id}/retry-rejected", null)).StatusCode
        );
        Assert.Equal(SyncRunStatus.Succeeded, (await world.EndedAsync(sync.Id, 2)).Status);
        world.ListHolds((await world.ReadAsync(sync.Id)).ListId!, users);
    }

    [Fact]
    public async Task An_upload_larger_than_web_servers_usually_take_is_taken()
    {
        await using var world = await StartAsync();
        using var http = Client(world);
        var cohort = await PostAsync(http, "/cohorts", new { name = "Large", source = "file" });
        var line = new string('u', 63);
        var text = new StringBuilder("user_id\n");
        for (var number = 0; number < 600_000; number++)
        {
            text.Append(line).Append('\n');
        }

        var file = await PutAsync(
            http,
            $"/cohorts/{cohort.GetProperty("id").GetString()}/file?name=large.csv",
            text.ToString()
        );

        Assert.Equal(text.Length, file.GetProperty("bytes").GetInt64());
    }

    [Fact]
    public async Task Members_are_pushed_and_what_cannot_be_taken_is_told()
    {
        await using var world = await StartAsync();
        using var http = Client(world);
        var cohort = await PostAsync(
            http,
            "/cohorts",
            new
            {
                name = "Pushed",
                source = "push",
                keyColumn = "user_id",
            }
        );
        var members = $"/cohorts/{cohort.GetProperty("id").GetString()}/members";

        Assert.Equal(
            2,
            (await PutAsync(http, members, "[{\"user_id\": 1}, {\"user_id\": 2}]")).GetProperty("members").GetInt32()
        );
        Assert.Equal(
            3,
            (await PostTextAsync(http, $"{members}/add", "{\"user_id\": 3}\n")).GetProperty("members").GetInt32()
        );
        Assert.Equal(2, (await PostTextAsync(http, $"{members}/remove", "[1]")).GetProperty("members").GetInt32());
        using var wrong = await http.PostAsync($"{Project}{members}/add", new StringContent("[{\"user\": 3}]"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("user_id", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_sees_numbers_and_neither_members_nor_buttons()
    {
        await using var world = await StartAsync();
        var (cohort, sync) = await world.SyncedAsync(Users(5));
        var run = (await world.RunsAsync(sync.Id))[0];
        using var http = Client(world, await PersonAsync(world, Role.Viewer));

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync($"{Project}/syncs/{sync.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync($"{Project}/runs/{run.Id}")).StatusCode);
        foreach (
            var closed in new[]
            {
                $"/cohorts/{cohort.Id}/preview",
                $"/runs/{run.Id}/requests",
                $"/syncs/{sync.Id}/rejected.csv",
                "/members/u",
            }
        )
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync($"{Project}{closed}")).StatusCode);
        }
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await http.PostAsync($"{Project}/syncs/{sync.Id}/run", null)).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (
                await http.PutAsync($"{Project}/cohorts/{cohort.Id}/file?name=a.csv", new StringContent("user_id\n"))
            ).StatusCode
        );
    }

    [Fact]
    public async Task Things_of_another_project_are_not_there()
    {
        await using var world = await StartAsync();
        var (cohort, sync) = await world.SyncedAsync(Users(5));
        var run = (await world.RunsAsync(sync.Id))[0];
        await using (var database = world.Databases.OpenForInstallation())
        {
            database.Add(
                new Project
                {
                    Id = "prj_2",
                    OrganizationId = "org_1",
                    Name = "Other",
                    TimeZone = "UTC",
                    CreatedAt = world.Time.GetUtcNow(),
                }
            );
            await database.SaveChangesAsync();
        }
        using var http = Client(world);

        foreach (
            var path in new[]
            {
                $"/cohorts/{cohort.Id}",
                $"/cohorts/{cohort.Id}/preview",
                $"/cohorts/{cohort.Id}/sizes",
                $"/syncs/{sync.Id}",
                $"/syncs/{sync.Id}/runs",
                $"/syncs/{sync.Id}/errors",
                $"/syncs/{sync.Id}/rejected.csv",
                $"/runs/{run.Id}",
                $"/runs/{run.Id}/requests",
            }
        )
        {
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"/api/v1/projects/prj_2{path}")).StatusCode);
        }
        foreach (
            var path in new[]
            {
                $"/syncs/{sync.Id}/run",
                $"/syncs/{sync.Id}/pause",
                $"/syncs/{sync.Id}/cancel",
                $"/runs/{run.Id}/reject",
                $"/cohorts/{cohort.Id}/members/add",
            }
        )
        {
            Assert.Equal(
                HttpStatusCode.NotFound,
                (await http.PostAsync($"/api/v1/projects/prj_2{path}", null)).StatusCode
            );
        }
        Assert.Empty(
            (await http.GetFromJsonAsync<JsonElement>("/api/v1/projects/prj_2/syncs"))
                .GetProperty("items")
                .EnumerateArray()
        );
    }

    private static HttpClient Client(SyncsWorld world, string? person = null)
    {
        var http = new HttpClient { BaseAddress = world.Server.Address };
        http.DefaultRequestHeaders.Add(AskerByHeader.Header, person ?? world.Asker.PersonId);
        return http;
    }

    private static async Task<string> PersonAsync(SyncsWorld world, Role role)
    {
        await using var database = world.Databases.OpenForInstallation();
        var person = new Person
        {
            Name = "Vic",
            UserName = "vic",
            Email = "vic@x.example",
            CreatedAt = world.Time.GetUtcNow(),
        };
        database.Add(person);
        database.Add(
            new Seat
            {
                OrganizationId = "org_1",
                PersonId = person.Id,
                Role = role,
                CreatedAt = person.CreatedAt,
            }
        );
        await database.SaveChangesAsync();
        return person.Id;
    }

    private static Task<JsonElement> GetAsync(HttpClient http, string path) =>
        http.GetFromJsonAsync<JsonElement>($"{Project}{path}");

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, object body) =>
        await ReadAsync(await http.PostAsJsonAsync($"{Project}{path}", body));

    private static async Task<JsonElement> PostTextAsync(HttpClient http, string path, string body) =>
        await ReadAsync(await http.PostAsync($"{Project}{path}", new StringContent(body, Encoding.UTF8)));

    private static async Task<JsonElement> PutAsync(HttpClient http, string path, string body) =>
        await ReadAsync(await http.PutAsync($"{Project}{path}", new StringContent(body, Encoding.UTF8)));

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
