using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Rollcall.Server.Tests.Catalog;
using Rollcall.Server.Tests.Syncs;

namespace Rollcall.Server.Tests.Api;

/// <summary>Takes every route of the API from its metadata, so that a new one cannot leave the rule out.</summary>
public sealed partial class TenantIsolationTests
{
    // Parameters that are no IDs of anything.
    private static readonly Dictionary<string, string> Words = new()
    {
        ["identifier"] = "user-00400",
        ["name"] = "x.csv",
    };

    // What the document's types do not say of a body.
    private static readonly Dictionary<string, JsonNode> Values = new()
    {
        ["role"] = "admin",
        ["isOperator"] = true,
        ["isReviewer"] = true,
        ["email"] = "new@x.example",
        ["field"] = "name",
        ["category"] = "messaging",
        ["expiresInDays"] = 7,
        ["batchSize"] = 100,
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_belongs_to_another_organization_is_not_there_on_any_route_on_which_its_own_people_find_it()
    {
        await using var world = await CatalogWorld.StartAsync(AskerByHeader.AddTo);
        var things = await IsolatedThings.MakeAsync(world);
        await MakeOperatorAsync(world, world.PartnersProject.PersonId);
        using var http = new HttpClient { BaseAddress = world.Server.Address };
        var document = JsonNode.Parse(await http.GetStringAsync("/api/v1/openapi.json", Cancellation))!;

        var told = new List<string>();
        var routes = Routes(world.Server.Services).ToList();
        Assert.True(routes.Count > 80, $"Only {routes.Count} routes were found: the test looks in the wrong place.");
        foreach (var (method, pattern) in routes)
        {
            var theirs = things.On(pattern);
            var body = BodyOf(document, method, pattern, theirs);
            foreach (var address in StrangersAddresses(world, pattern, theirs))
            {
                var (status, answer) = await AskAsync(http, world.Customer.PersonId, method, address, body);
                if (status != 404)
                {
                    told.Add($"{method} {address} answered a stranger {status}: {answer}");
                }
            }
            // Only now: it may be gone afterwards.
            var own = Fill(pattern, theirs);
            var (ownStatus, ownAnswer) = await AskAsync(http, OwnerOf(world, pattern), method, own, body);
            if (ownStatus is 404 or 405 or >= 500)
            {
                told.Add($"{method} {own} answered its own people {ownStatus}: {ownAnswer}");
            }
        }
        Assert.True(told.Count == 0, string.Join('\n', told));
    }

    // Whoever deletes comes last, and what others hang on after what hangs on it.
    private static IEnumerable<(string Method, string Pattern)> Routes(IServiceProvider services) =>
        (
            from endpoint in services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints)
            let route = endpoint as RouteEndpoint
            let pattern = $"/{route?.RoutePattern.RawText?.Trim('/')}"
            where pattern.StartsWith("/api/v1/", StringComparison.Ordinal) && pattern.Contains('{')
            from method in route!.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
            orderby method == "DELETE", method != "GET" && Ends(pattern), pattern
                .Split('/')
                .Length descending, pattern descending
            select (method, pattern)
        ).Distinct();

    private static bool Ends(string pattern) =>
        pattern.EndsWith("/approval", StringComparison.Ordinal)
        || pattern.EndsWith("/changes", StringComparison.Ordinal)
        || pattern.EndsWith("/withdrawal", StringComparison.Ordinal);

    private static string OwnerOf(CatalogWorld world, string pattern) =>
        pattern.StartsWith("/api/v1/review/", StringComparison.Ordinal)
            ? world.Rita.PersonId
            : world.PartnersProject.PersonId;

    // All of theirs; and the stranger's own organization or project, with theirs inside.
    private static IEnumerable<string> StrangersAddresses(
        CatalogWorld world,
        string pattern,
        Dictionary<string, string> theirs
    )
    {
        yield return Fill(pattern, theirs);
        var own = new Dictionary<string, string>(theirs)
        {
            ["organizationId"] = world.Customer.OrganizationId,
            ["projectId"] = world.Customer.ProjectId,
        };
        var inner = Parameter().Matches(pattern).Select(match => match.Groups[1].Value).Except(Words.Keys);
        if (inner.Except(["organizationId", "projectId"]).Any() && Fill(pattern, own) != Fill(pattern, theirs))
        {
            yield return Fill(pattern, own);
        }
    }

    private static string Fill(string pattern, Dictionary<string, string> values) =>
        Parameter()
            .Replace(
                pattern,
                match =>
                    values.GetValueOrDefault(match.Groups[1].Value)
                    ?? Words.GetValueOrDefault(match.Groups[1].Value)
                    ?? throw new InvalidOperationException($"{pattern}: say in IsolatedThings what {match.Value} is.")
            ) + $"?name=x.csv&version=0&removeMembers=false&to={values["to"]}";

    // A body that the document allows: what its own people would be refused for hides nothing.
    private static string BodyOf(JsonNode document, string method, string pattern, Dictionary<string, string> theirs)
    {
        if (pattern.EndsWith("/document", StringComparison.Ordinal))
        {
            return "{}";
        }
        var path = Parameter().Replace(pattern, "{$1}");
        var schema = document["paths"]
            ?[path]
            ?[method.ToLowerInvariant()]
            ?["requestBody"]
            ?["content"]
            ?["application/json"]
            ?["schema"];
        return schema is null ? "" : Sample(document, schema, "", theirs)?.ToJsonString() ?? "null";
    }

    private static JsonNode? Sample(JsonNode document, JsonNode schema, string name, Dictionary<string, string> theirs)
    {
        if (schema["$ref"]?.GetValue<string>() is { } reference)
        {
            schema = document["components"]!["schemas"]![reference.Split('/')[^1]]!;
        }
        if ((Values.GetValueOrDefault(name)?.DeepClone() ?? theirs.GetValueOrDefault(name)) is { } known)
        {
            return known;
        }
        if ((schema["oneOf"] ?? schema["anyOf"])?.AsArray() is { } choices)
        {
            return Sample(document, choices.First(choice => choice!["type"]?.ToString() != "null")!, name, theirs);
        }
        if (schema["enum"]?.AsArray() is { Count: > 0 } words)
        {
            return words[0]?.DeepClone();
        }
        var type = schema["type"] is JsonArray types ? types.First(item => item!.ToString() != "null") : schema["type"];
        return type?.ToString() switch
        {
            "object" => Object(document, schema, theirs),
            "array" => new JsonArray(),
            "integer" or "number" => 1,
            "boolean" => false,
            "string" => "x",
            _ => Object(document, schema, theirs),
        };
    }

    private static JsonObject Object(JsonNode document, JsonNode schema, Dictionary<string, string> theirs)
    {
        var made = new JsonObject();
        foreach (var required in schema["required"]?.AsArray() ?? [])
        {
            var name = required!.GetValue<string>();
            made[name] = Sample(document, schema["properties"]![name]!, name, theirs);
        }
        return made;
    }

    private static async Task<(int Status, string Body)> AskAsync(
        HttpClient http,
        string person,
        string method,
        string address,
        string body
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        request.Headers.Add(AskerByHeader.Header, person);
        if (method is not ("GET" or "DELETE") || body.Length > 0)
        {
            var type = address.Contains("/logos?", StringComparison.Ordinal) ? "image/png" : "application/json";
            request.Content = new StringContent(body, Encoding.UTF8, type);
        }
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        var text = (int)answer.StatusCode < 400 ? "" : await answer.Content.ReadAsStringAsync(Cancellation);
        return ((int)answer.StatusCode, text);
    }

    private static async Task MakeOperatorAsync(CatalogWorld world, string personId)
    {
        await using var database = world.Get<Storage.Database.Databases>().OpenForInstallation();
        var person = (await database.Users.FindAsync([personId], Cancellation))!;
        // Who comes by a header has no session, and so no stamp of one.
        (person.IsOperator, person.SecurityStamp) = (true, null);
        await database.SaveChangesAsync(Cancellation);
    }

    [GeneratedRegex(@"\{(\w+)(?::[^}]*)?\}")]
    private static partial Regex Parameter();
}
