using Microsoft.AspNetCore.Components;
using Rollcall.Server.Portal.Frame;
using Rollcall.Server.Syncs;

namespace Rollcall.Server.Portal.Syncs;

/// <summary>Syncs in a table; on phones each is a card.</summary>
public sealed partial class SyncTable
{
    private static readonly TableSort<SyncView> Order = new(
        new Dictionary<string, Func<SyncView, object?>>
        {
            ["cohort"] = view => view.Cohort,
            ["destination"] = view => view.Destination,
            ["status"] = view => SyncLook.Of(view).Word,
            ["cadence"] = view => Cadences.Words(view.Sync.Cadence),
            ["last"] = view => view.Sync.LastRunAt,
            ["next"] = view => view.Sync.NextDue,
            ["undelivered"] = view => view.Sync.NotDelivered,
            ["owner"] = view => view.Owner,
        }
    );

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

    /// <summary>How they are sorted, from the address.</summary>
    [SupplyParameterFromQuery(Name = "sort")]
    public string? Sort { get; set; }

    /// <summary>The IDs of the chosen ones; null: nothing is to be chosen.</summary>
    [Parameter]
    public HashSet<string>? Chosen { get; set; }

    /// <summary>Others were chosen.</summary>
    [Parameter]
    public EventCallback ChosenChanged { get; set; }

    private IReadOnlyList<SyncView> Sorted => Order.Of(Syncs, Sort);

    private Task ChooseAsync(string syncId, bool isChosen)
    {
        _ = isChosen ? Chosen!.Add(syncId) : Chosen!.Remove(syncId);
        return ChosenChanged.InvokeAsync();
    }

    private Task ChooseAllAsync(bool areChosen)
    {
        Chosen!.Clear();
        if (areChosen)
        {
            Chosen.UnionWith(Syncs.Select(view => view.Sync.Id));
        }
        return ChosenChanged.InvokeAsync();
    }
}
