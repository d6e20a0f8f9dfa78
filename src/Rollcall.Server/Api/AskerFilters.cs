using Rollcall.Server.Access;

namespace Rollcall.Server.Api;

/// <summary>Works out the asker of a route under <c>/organizations/{organizationId}</c>; without a seat there it answers 404.</summary>
internal sealed class OrganizationFilter(AccessReader access) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var id = (string)http.GetRouteValue("organizationId")!;
        http.Features.Set(await access.ForOrganizationAsync(http.User, id, http.RequestAborted).ConfigureAwait(false));
        return await next(context).ConfigureAwait(false);
    }
}

/// <summary>Works out the asker of a route under <c>/projects/{projectId}</c>; without a seat in its organization it answers 404.</summary>
internal sealed class ProjectFilter(AccessReader access) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var id = (string)http.GetRouteValue("projectId")!;
        http.Features.Set(await access.ForProjectAsync(http.User, id, http.RequestAborted).ConfigureAwait(false));
        return await next(context).ConfigureAwait(false);
    }
}

/// <summary>Gives a handler the asker that the route's filter worked out.</summary>
internal static class AskerOfRequest
{
    /// <summary>The asker.</summary>
    /// <exception cref="InvalidOperationException">The route stands in no group that works one out: a fault of ours.</exception>
    public static Asker Asker(this HttpContext http) =>
        http.Features.Get<Asker>()
        ?? throw new InvalidOperationException("The route is in no group that says for whom it is asked.");
}
