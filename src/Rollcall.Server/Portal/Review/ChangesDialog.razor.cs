using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Rollcall.Server.Portal.Review;

/// <summary>Asks what is to be changed.</summary>
public sealed partial class ChangesDialog
{
    private string _comment = "";

    /// <summary>How many comments on fields go with it.</summary>
    [Parameter]
    public int FieldComments { get; set; }

    /// <summary>The dialog around it.</summary>
    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    /// <summary>Asks.</summary>
    /// <returns>The comment; null where it was canceled.</returns>
    public static async Task<string?> AskAsync(IDialogService dialogs, int fieldComments)
    {
        var parameters = new DialogParameters<ChangesDialog> { { dialog => dialog.FieldComments, fieldComments } };
        var reference = await dialogs.ShowAsync<ChangesDialog>("", parameters);
        return await reference.Result is { Canceled: false, Data: string comment } ? comment : null;
    }
}
