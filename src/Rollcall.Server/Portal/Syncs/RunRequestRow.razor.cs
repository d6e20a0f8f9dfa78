using Microsoft.AspNetCore.Components;
using Rollcall.Core.Delivery;

namespace Rollcall.Server.Portal.Syncs;

/// <summary>A request of a run; opens to what was sent and answered, secrets masked.</summary>
public sealed partial class RunRequestRow
{
    private bool _open;

    /// <summary>The request.</summary>
    [Parameter, EditorRequired]
    public required LoggedRequest Request { get; set; }

    /// <summary>The project's time zone.</summary>
    [Parameter, EditorRequired]
    public required string Zone { get; set; }
}
