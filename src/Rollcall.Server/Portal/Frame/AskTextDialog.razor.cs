using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Rollcall.Server.Portal.Frame;

/// <summary>Asks for one line of text.</summary>
public sealed partial class AskTextDialog
{
    private string _text = "";

    /// <summary>Above the field.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>What stands in the field at first.</summary>
    [Parameter]
    public string Text { get; set; } = "";

    /// <summary>The button's label.</summary>
    [Parameter, EditorRequired]
    public required string Action { get; set; }

    /// <summary>The dialog around it.</summary>
    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    /// <summary>Asks.</summary>
    /// <returns>What was typed, without blanks around it; null: never mind.</returns>
    public static async Task<string?> AskAsync(
        IDialogService dialogs,
        string title,
        string label,
        string text,
        string action
    )
    {
        var parameters = new DialogParameters<AskTextDialog>
        {
            { dialog => dialog.Label, label },
            { dialog => dialog.Text, text },
            { dialog => dialog.Action, action },
        };
        var reference = await dialogs.ShowAsync<AskTextDialog>(title, parameters);
        return await reference.Result is { Canceled: false, Data: string typed } ? typed.Trim() : null;
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => _text = Text;

    private void Close()
    {
        if (!string.IsNullOrWhiteSpace(_text))
        {
            Dialog.Close(DialogResult.Ok(_text));
        }
    }
}
