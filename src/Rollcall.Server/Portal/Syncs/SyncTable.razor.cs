using Microsoft.AspNetCore.Components;
using Rollcall.Server.Syncs;

namespace Rollcall.Server.Portal.Syncs;

/// <summary>Syncs in a table; on phones each is a card.</summary>
public sealed partial class SyncTable
{
    /// <summary>The syncs.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<SyncView> Syncs { get; set; }

    /// <summary>Their project.</summary>
    [Parameter, EditorRequired]
    public required string ProjectId { get; set; }

    /// <summary>The project's time zone.</summary>
    [Parameter, EditorRequired]
    public required string Zone { get; set; }

    /// <summary>Whether cohorts differ.</summary>
    [Parameter]
    public bool WithCohort { get; set; } = true;
}
