using System.Net.Http.Json;
using System.Text.Json;

namespace Rollcall.Server.Tests.Organizations;

public sealed class ProjectTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_fault_of_a_project_is_told_at_once()
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        using var api = portal.Api(await portal.TokenAsync(ada));
        using var answer = await api.PostAsJsonAsync(
            $"/api/v1/organizations/{ada.OrganizationId}/projects",
            new
            {
                name = "Main",
                timeZone = "Mars/Olympus",
                removalLimit = 0,
                retentionDays = 0,
            },
            Cancellation
        );
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(422, (int)answer.StatusCode);
        var errors = body.GetProperty("errors");
        Assert.All(
            ["name", "timeZone", "removalLimit", "retentionDays"],
            field => Assert.True(errors.TryGetProperty(field, out _), field)
        );
    }

    [Fact]
    public async Task A_project_is_made_and_changed_and_the_log_says_what_changed()
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        using var api = portal.Api(await portal.TokenAsync(ada));
        using var made = await api.PostAsJsonAsync(
            $"/api/v1/organizations/{ada.OrganizationId}/projects",
            new { name = "<script>Läden \"שלום\"</script>", timeZone = "Europe/Berlin" },
            Cancellation
        );
        Assert.Equal(201, (int)made.StatusCode);
        using var changed = await api.PatchAsJsonAsync(made.Headers.Location, new { removalLimit = 0.5 }, Cancellation);
        Assert.Equal(200, (int)changed.StatusCode);
        var log = await api.GetFromJsonAsync<JsonElement>(
            $"/api/v1/organizations/{ada.OrganizationId}/audit?what=project.changed",
            Cancellation
        );
        var entry = Assert.Single(log.GetProperty("items").EnumerateArray());
        Assert.Equal(0.2, entry.GetProperty("before").GetProperty("removalLimit").GetDouble());
        Assert.Equal(0.5, entry.GetProperty("after").GetProperty("removalLimit").GetDouble());
        Assert.Equal("test", entry.GetProperty("token").GetString());
    }

    [Fact]
    public async Task A_change_over_a_newer_version_is_a_conflict()
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        using var api = portal.Api(await portal.TokenAsync(ada));
        var path = $"/api/v1/projects/{ada.ProjectId}";
        using var first = await api.PatchAsJsonAsync(path, new { name = "One", version = 0 }, Cancellation);
        using var second = await api.PatchAsJsonAsync(path, new { name = "Two", version = 0 }, Cancellation);
        Assert.Equal((200, 409), ((int)first.StatusCode, (int)second.StatusCode));
    }

    [Fact]
    public async Task The_log_as_csv_is_safe_for_spreadsheets()
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        using var api = portal.Api(await portal.TokenAsync(ada));
        using var made = await api.PatchAsJsonAsync(
            $"/api/v1/projects/{ada.ProjectId}",
            new { name = "=cmd|'/c calc'!A1, \"x\"" },
            Cancellation
        );
        Assert.Equal(200, (int)made.StatusCode);
        var csv = await api.GetStringAsync($"/api/v1/organizations/{ada.OrganizationId}/audit.csv", Cancellation);
        Assert.Contains(",\"'=cmd|'/c calc'!A1, \"\"x\"\"\",", csv);
    }
}
