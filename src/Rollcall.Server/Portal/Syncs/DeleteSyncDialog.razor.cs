using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Server.Syncs;

namespace Rollcall.Server.Portal.Syncs;

/// <summary>Asks what is to become of a deleted sync's members.</summary>
public sealed partial class DeleteSyncDialog
{
    private bool _remove;

    /// <summary>The sync.</summary>
    [Parameter, EditorRequired]
    public required SyncView View { get; set; }

    /// <summary>The dialog around it.</summary>
    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    /// <summary>Asks.</summary>
    /// <returns>Whether the members are to be removed first; null: it is not to be deleted.</returns>
    public static async Task<bool?> AskAsync(IDialogService dialogs, SyncView view)
    {
        var parameters = new DialogParameters<DeleteSyncDialog> { { dialog => dialog.View, view } };
        var reference = await dialogs.ShowAsync<DeleteSyncDialog>("Delete this sync?", parameters);
        return await reference.Result is { Canceled: false, Data: bool remove } ? remove : null;
    }
}
