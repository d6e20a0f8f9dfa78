using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Server.Access;
using Rollcall.Server.Catalog;

namespace Rollcall.Server.Portal.Catalog;

/// <summary>Asks the operators for a destination.</summary>
public sealed partial class RequestDialog
{
    private string _name = "";
    private string _address = "";
    private string _why = "";
    private int? _told;
    private IReadOnlyList<FieldFault> _faults = [];

    /// <summary>Who asks.</summary>
    [Parameter, EditorRequired]
    public required Asker Asker { get; set; }

    /// <summary>What was searched for.</summary>
    [Parameter]
    public string Name { get; set; } = "";

    /// <summary>Asks.</summary>
    [Inject]
    public required DestinationRequests Requests { get; set; }

    /// <summary>The dialog around it.</summary>
    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    /// <summary>Shows the dialog.</summary>
    public static Task AskAsync(IDialogService dialogs, Asker asker, string name) =>
        dialogs.ShowAsync<RequestDialog>(
            "Request a destination",
            new DialogParameters<RequestDialog> { { dialog => dialog.Asker, asker }, { dialog => dialog.Name, name } }
        );

    /// <inheritdoc/>
    protected override void OnInitialized() => _name = Name;

    private string? Of(string field) => _faults.Of(field);

    private async Task SendAsync()
    {
        try
        {
            _faults = [];
            _told = await Requests.AskAsync(Asker, _name, _address, _why);
        }
        catch (Refusal refusal)
        {
            _faults = refusal.Fields;
        }
    }
}
