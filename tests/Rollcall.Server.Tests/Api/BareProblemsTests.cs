using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Rollcall.Server.Tests.Api;

public sealed class BareProblemsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/cohorts?limit=many", null, 400)]
    [InlineData("POST", "/cohorts", "{no json", 400)]
    [InlineData("DELETE", "", null, 405)]
    [InlineData("GET", "/nothing", null, 404)]
    public async Task Refusals_of_the_framework_s_own_have_a_sentence_too(
        string method,
        string path,
        string? body,
        int status
    )
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        using var api = portal.Api(await portal.TokenAsync(ada));
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1/projects/{ada.ProjectId}{path}");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await api.SendAsync(request, Cancellation);
        Assert.Equal(status, (int)answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Contains("/api", problem.GetProperty("detail").GetString());
    }
}
