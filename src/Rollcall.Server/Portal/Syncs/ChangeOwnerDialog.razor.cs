using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Server.Access;
using Rollcall.Server.Api;
using Rollcall.Server.People;
using Rollcall.Server.Syncs;

namespace Rollcall.Server.Portal.Syncs;

/// <summary>Asks who is to answer for a sync.</summary>
public sealed partial class ChangeOwnerDialog
{
    private const int Most = 200;

    private IReadOnlyList<SeatView> _people = [];
    private string? _chosen;

    /// <summary>Who asks.</summary>
    [Parameter, EditorRequired]
    public required Asker Asker { get; set; }

    /// <summary>The sync.</summary>
    [Parameter, EditorRequired]
    public required SyncView View { get; set; }

    /// <summary>The people of the organization.</summary>
    [Inject]
    public required Seats Seats { get; set; }

    /// <summary>The dialog around it.</summary>
    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    /// <summary>Asks.</summary>
    /// <returns>The person's ID; null: it stays as it is.</returns>
    public static async Task<string?> AskAsync(IDialogService dialogs, Asker asker, SyncView view)
    {
        var parameters = new DialogParameters<ChangeOwnerDialog>
        {
            { dialog => dialog.Asker, asker },
            { dialog => dialog.View, view },
        };
        var reference = await dialogs.ShowAsync<ChangeOwnerDialog>("Change owner", parameters);
        return await reference.Result is { Canceled: false, Data: string personId } ? personId : null;
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _chosen = View.Sync.OwnerId;
        _people = (await Seats.ListAsync(Asker, new PageRequest(Most))).Items;
    }
}
