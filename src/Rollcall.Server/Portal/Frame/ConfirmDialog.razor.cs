using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Rollcall.Server.Portal.Frame;

/// <summary>Asks before something is done that cannot be undone. Focus stands on <b>Cancel</b>.</summary>
public sealed partial class ConfirmDialog
{
    private string _typed = "";

    /// <summary>What happens, with names and numbers.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>The button's label, such as "Delete".</summary>
    [Parameter, EditorRequired]
    public required string Action { get; set; }

    /// <summary>Whether it destroys something.</summary>
    [Parameter]
    public bool Harmful { get; set; }

    /// <summary>What must be typed first; empty: nothing.</summary>
    [Parameter]
    public string? TypeThis { get; set; }

    /// <summary>The dialog around it.</summary>
    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    private bool MayGoOn => string.IsNullOrEmpty(TypeThis) || _typed.Trim() == TypeThis;

    /// <summary>Asks.</summary>
    /// <param name="dialogs">Shows dialogs.</param>
    /// <param name="title">The question.</param>
    /// <param name="text">What happens.</param>
    /// <param name="action">The button's label.</param>
    /// <param name="harmful">Whether it destroys something.</param>
    /// <param name="typeThis">What must be typed first.</param>
    /// <returns>Whether the person said yes.</returns>
    public static async Task<bool> AskAsync(
        IDialogService dialogs,
        string title,
        string text,
        string action,
        bool harmful = false,
        string? typeThis = null
    )
    {
        var parameters = new DialogParameters<ConfirmDialog>
        {
            { dialog => dialog.Text, text },
            { dialog => dialog.Action, action },
            { dialog => dialog.Harmful, harmful },
            { dialog => dialog.TypeThis, typeThis },
        };
        var reference = await dialogs.ShowAsync<ConfirmDialog>(title, parameters);
        return await reference.Result is { Canceled: false };
    }
}
