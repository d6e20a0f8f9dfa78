using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rollcall.Sandbox;
using Rollcall.Server.Demo;
using Rollcall.Server.People;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Tests.Api;

/// <summary>Takes every route of the API from its metadata, so that a new one cannot leave the rule out.</summary>
public sealed partial class TenantIsolationTests
{
    private const string Nowhere = "zzz_0000000000000000";

    // Parameters that are no IDs of anything.
    private static readonly Dictionary<string, string> Words = new()
    {
        ["identifier"] = "user-00400",
        ["name"] = "x.csv",
    };

    [Fact]
    public async Task What_belongs_to_another_organization_is_not_there_on_any_route()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { BearerToken = "t" });
        await using var portal = await TestPortal.StartAsync(configure: options =>
            options.AllowedAddresses = sandbox.Address.Authority
        );
        var owner = await portal.PersonAsync("Ada", "Owners");
        await SampleInstallation.MakeAsync(portal.Server, owner, sandbox.Address, "t", TimeProvider.System);
        var stranger = await portal.PersonAsync("Sam", "Strangers");
        using var http = portal.Api(await portal.TokenAsync(stranger));
        var theirs = await IdsAsync(portal.Databases, owner);
        var before = await CountAsync(portal.Databases, owner.OrganizationId);

        var told = new List<string>();
        var routes = Routes(portal.Server.Services).ToList();
        Assert.True(routes.Count > 50, $"Only {routes.Count} routes were found: the test looks in the wrong place.");
        foreach (var (method, pattern) in routes)
        {
            foreach (var (asked, made) in Addresses(pattern, theirs, stranger))
            {
                var answer = await AskAsync(http, method, asked);
                var nowhere = await AskAsync(http, method, made);
                if (answer.Status < 400 || answer.Status == 500)
                {
                    told.Add($"{method} {asked} answered {answer.Status}: {answer.Body}");
                }
                else if (answer != nowhere)
                {
                    told.Add($"{method} {asked} answered {answer}, and for what is not there {nowhere}");
                }
            }
        }
        Assert.True(told.Count == 0, string.Join('\n', told));
        Assert.Equal(before, await CountAsync(portal.Databases, owner.OrganizationId));
    }

    private static IEnumerable<(string Method, string Pattern)> Routes(IServiceProvider services) =>
        from endpoint in services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints)
        let route = endpoint as RouteEndpoint
        where route?.RoutePattern.RawText?.TrimStart('/').StartsWith("api/v1/", StringComparison.Ordinal) == true
        where route.RoutePattern.Parameters.Count > 0
        from method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        select (method, route.RoutePattern.RawText!);

    // Everything of theirs; and, where the route begins with an organization or a project, the stranger's own with theirs inside.
    private static IEnumerable<(string Asked, string Made)> Addresses(
        string pattern,
        Dictionary<string, string> theirs,
        AdminUser stranger
    )
    {
        var own = new Dictionary<string, string>
        {
            ["organizationId"] = stranger.OrganizationId,
            ["projectId"] = stranger.ProjectId!,
        };
        yield return (Fill(pattern, theirs), Fill(pattern, Everywhere(theirs)));
        if (
            Parameter()
                .Matches(pattern)
                .Any(match => !own.ContainsKey(match.Groups[1].Value) && !Words.ContainsKey(match.Groups[1].Value))
        )
        {
            yield return (Fill(pattern, theirs, own), Fill(pattern, Everywhere(theirs), own));
        }
    }

    private static Dictionary<string, string> Everywhere(Dictionary<string, string> theirs) =>
        theirs.Keys.ToDictionary(name => name, _ => Nowhere);

    private static string Fill(string pattern, params Dictionary<string, string>[] values)
    {
        var path = Parameter()
            .Replace(
                pattern,
                match =>
                    values
                        .Append(Words)
                        .Reverse()
                        .Select(known => known.GetValueOrDefault(match.Groups[1].Value))
                        .FirstOrDefault(value => value is not null)
                    ?? throw new InvalidOperationException($"{pattern}: say in this test what {match.Value} is.")
            );
        return $"/{path.TrimStart('/')}?name=x.csv";
    }

    private static async Task<Answer> AskAsync(HttpClient http, string method, string address)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (method is not ("GET" or "DELETE"))
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }
        using var answer = await http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        // What differs between any two answers, and what repeats the question.
        body = TraceId().Replace(body, "").Replace(address, "");
        return new Answer((int)answer.StatusCode, PublicIds().Replace(body, "ID"));
    }

    private static async Task<Dictionary<string, string>> IdsAsync(Databases databases, AdminUser owner)
    {
        await using var database = databases.OpenFor(owner.OrganizationId);
        var version = await database.IntegrationVersions.FirstAsync();
        return new Dictionary<string, string>
        {
            ["organizationId"] = owner.OrganizationId,
            ["projectId"] = owner.ProjectId!,
            ["personId"] = owner.Id,
            ["cohortId"] = (await database.Cohorts.FirstAsync()).Id,
            ["fileId"] = (await database.Uploads.FirstAsync(upload => upload.ReplacedAt == null)).Id,
            ["destinationId"] = (await database.Destinations.FirstAsync()).Id,
            ["syncId"] = (await database.Syncs.FirstAsync()).Id,
            ["runId"] = (await database.SyncRuns.FirstAsync()).Id,
            ["connectionId"] = (await database.Connections.FirstAsync()).Id,
            ["integrationId"] = version.IntegrationId,
            ["versionId"] = version.Id,
            // The sample has none of these: they stand for IDs that nobody has.
            ["tokenId"] = "tok_0000000000000001",
            ["invitationId"] = "inv_0000000000000001",
            ["submissionId"] = "sub_0000000000000001",
            ["logoId"] = "logo_000000000000001",
            ["commentId"] = "1",
        };
    }

    private static async Task<(int, int, int, int)> CountAsync(Databases databases, string organizationId)
    {
        await using var database = databases.OpenFor(organizationId);
        return (
            await database.Cohorts.CountAsync(),
            await database.Destinations.CountAsync(),
            await database.Syncs.CountAsync(),
            await database.Seats.CountAsync()
        );
    }

    [GeneratedRegex(@"\{(\w+)(?::[^}]*)?\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("\"traceId\":\"[^\"]*\"")]
    private static partial Regex TraceId();

    [GeneratedRegex("[a-z]{3,4}_[0-9a-z]{15,16}|[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex PublicIds();

    private sealed record Answer(int Status, string Body);
}
