using System.Net.Http.Json;

namespace Rollcall.Server.Tests.Api;

public sealed class TakenNameTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("organizations/{0}/projects")]
    [InlineData("projects/{1}/cohorts")]
    [InlineData("organizations/{0}/connections")]
    public async Task Of_many_who_take_one_name_at_once_one_has_it_and_the_others_are_told(string path)
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        using var api = portal.Api(await portal.TokenAsync(ada));
        var address = $"/api/v1/{string.Format(null, path, ada.OrganizationId, ada.ProjectId)}";
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => api.PostAsJsonAsync(address, Body(), Cancellation))
        );
        var statuses = answers.Select(answer => (int)answer.StatusCode).Order().ToList();
        Assert.Equal(201, statuses[0]);
        Assert.All(statuses[1..], status => Assert.Equal(422, status));
        var told = await answers.First(answer => (int)answer.StatusCode == 422).Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("ame\":[\"", told);
    }

    // The fields of all three; what one does not know it does not read.
    private static object Body() =>
        new
        {
            name = "Taken",
            displayName = "Taken",
            source = "file",
            category = "messaging",
            summary = "Sends messages.",
            fullDescription = "Keeps a list.",
        };
}
