using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Rollcall.Server.Portal;

/// <summary>The document around every page.</summary>
public sealed partial class App
{
    // Pages live in a circuit. Without prerendering: nothing can be clicked before it works, and nothing is read twice.
    // Pages that need a real request, because they set cookies, say [ExcludeFromInteractiveRouting].
    private IComponentRenderMode? PageMode =>
        HttpContext.AcceptsInteractiveRouting() ? new InteractiveServerRenderMode(prerender: false) : null;

    /// <summary>The request.</summary>
    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }
}
