using Microsoft.AspNetCore.Components;
using Rollcall.Server.Destinations;

namespace Rollcall.Server.Portal.Destinations;

/// <summary>Where a changed mapping, account or host stops: what it does to the syncs, with numbers.</summary>
public sealed partial class ConsequencesView
{
    /// <summary>What changes.</summary>
    [Parameter, EditorRequired]
    public required DestinationChange Change { get; set; }

    /// <summary>The project's ID.</summary>
    [Parameter, EditorRequired]
    public required string Project { get; set; }

    /// <summary>Whether it is the same account; null: not said yet.</summary>
    [Parameter]
    public bool? SameAccount { get; set; }

    /// <summary>It was said.</summary>
    [Parameter]
    public EventCallback<bool?> SameAccountChanged { get; set; }

    private bool IsRekeyed => Change.Mappings.Any(mapping => mapping.Key);

    private string Entering(SyncConcerned sync) =>
        IsRekeyed || SameAccount == false ? (sync.Entering is { } count ? $"{count:N0}" : "counting") : "0";
}
