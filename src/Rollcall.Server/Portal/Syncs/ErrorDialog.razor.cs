using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Portal.Syncs;

/// <summary>One error: the message for people, and for those with the right what was sent and answered.</summary>
public sealed partial class ErrorDialog
{
    /// <summary>The error.</summary>
    [Parameter, EditorRequired]
    public required SyncError Error { get; set; }

    /// <summary>The dialog around it.</summary>
    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }
}
