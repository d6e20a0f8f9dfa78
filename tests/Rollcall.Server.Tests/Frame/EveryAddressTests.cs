using System.Net;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Rollcall.Server.Tests.Frame;

/// <summary>Takes every address from the server's metadata, so that a new one cannot leave the rule out.</summary>
public sealed class EveryAddressTests
{
    // Whoever has no session yet must get here.
    private static readonly string[] ForEverybody =
    [
        "/invitation/{Code}",
        "/reset-password",
        "/reset-password/{Code}",
        "/sign-in",
        "/sign-in/code",
        "/sign-in/link/{Code}",
        "/sign-out",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_session_every_page_leads_to_signing_in_but_the_few_that_lead_to_a_session()
    {
        await using var portal = await TestPortal.StartAsync();
        await portal.PersonAsync("Ada", "Acme");
        using var nobody = portal.Api(token: null);
        var open = new List<string>();
        var pages = Routes(portal).Where(route => route.Metadata.GetMetadata<ComponentTypeMetadata>() is not null);
        foreach (var page in pages.Select(page => $"/{page.RoutePattern.RawText!.TrimStart('/')}"))
        {
            using var answer = await nobody.GetAsync(Filled(page), Cancellation);
            var leadsToSignIn =
                answer.StatusCode == HttpStatusCode.Found
                && answer.Headers.Location!.ToString().Contains("/sign-in", StringComparison.Ordinal);
            if (!leadsToSignIn)
            {
                open.Add(page);
            }
        }
        Assert.Equal(ForEverybody.Order(), open.Distinct().Order());
    }

    [Fact]
    public async Task Without_a_session_or_a_token_every_route_of_the_API_answers_401()
    {
        await using var portal = await TestPortal.StartAsync();
        using var nobody = portal.Api(token: null);
        var asked = 0;
        foreach (var route in Routes(portal).Where(IsClosedApi))
        {
            foreach (var method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), Filled(route.RoutePattern.RawText!));
                using var answer = await nobody.SendAsync(request, Cancellation);
                Assert.True(
                    answer.StatusCode == HttpStatusCode.Unauthorized,
                    $"{method} {request.RequestUri} answered {answer.StatusCode}"
                );
                asked++;
            }
        }
        Assert.True(asked > 80, $"Only {asked} routes were found: the test looks in the wrong place.");
    }

    private static bool IsClosedApi(RouteEndpoint route) =>
        route.RoutePattern.RawText!.TrimStart('/').StartsWith("api/v1/", StringComparison.Ordinal)
        && !route.RoutePattern.RawText.EndsWith("openapi.json", StringComparison.Ordinal);

    private static IEnumerable<RouteEndpoint> Routes(TestPortal portal) =>
        portal
            .Server.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>();

    private static string Filled(string pattern) =>
        "/" + string.Join('/', pattern.Trim('/').Split('/').Select(part => part.StartsWith('{') ? "x" : part));
}
