using Rollcall.Server.Access;

namespace Rollcall.Server.Api;

/// <summary>For what a route is asked; in its metadata, set by its group.</summary>
internal enum AskedFor
{
    /// <summary>The organization of the route's <c>organizationId</c>.</summary>
    Organization,

    /// <summary>The project of the route's <c>projectId</c>.</summary>
    Project,

    /// <summary>The installation.</summary>
    Installation,
}

/// <summary>Works out who asks before anything of the request is read or repeated: without a seat, or the right, the answer is 404.</summary>
internal sealed class Askers(RequestDelegate next, AccessReader access)
{
    /// <summary>Answers.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<AskedForMetadata>() is { } asked)
        {
            http.Features.Set(await ReadAsync(http, asked.What).ConfigureAwait(false));
        }
        await next(http).ConfigureAwait(false);
    }

    private Task<Asker> ReadAsync(HttpContext http, AskedFor what) =>
        what switch
        {
            AskedFor.Organization => access.ForOrganizationAsync(
                http.User,
                IdOf(http, "organizationId"),
                http.RequestAborted
            ),
            AskedFor.Project => access.ForProjectAsync(http.User, IdOf(http, "projectId"), http.RequestAborted),
            _ => access.ForInstallationAsync(http.User, http.RequestAborted),
        };

    private static string IdOf(HttpContext http, string name) => (string)http.GetRouteValue(name)!;
}

/// <summary>Stands in a route's metadata.</summary>
/// <param name="What">For what it is asked.</param>
internal sealed record AskedForMetadata(AskedFor What);

/// <summary>Gives a handler the asker that was worked out for its route.</summary>
internal static class AskerOfRequest
{
    /// <summary>Says for what the routes of a group are asked.</summary>
    public static RouteGroupBuilder For(this RouteGroupBuilder group, AskedFor what) =>
        group.WithMetadata(new AskedForMetadata(what));

    /// <summary>The asker.</summary>
    /// <exception cref="InvalidOperationException">The route stands in no group that says for what it is asked: a fault of ours.</exception>
    public static Asker Asker(this HttpContext http) =>
        http.Features.Get<Asker>()
        ?? throw new InvalidOperationException("The route is in no group that says for what it is asked.");
}
