using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Server.Access;
using Rollcall.Server.Cohorts;
using Rollcall.Server.Destinations;
using Rollcall.Server.Integrations.Form;

namespace Rollcall.Server.Portal.Destinations;

/// <summary>Shows what another version changes, asks for what it needs and for consent to new hosts, and takes it.</summary>
public sealed partial class UpgradeDialog
{
    private readonly SetupValues _values = new();
    private readonly HashSet<string> _agreed = [];
    private SetupFields _fields = new("", [], []);
    private IReadOnlyList<UserProperty> _properties = [];
    private Dictionary<string, string> _faults = [];
    private UpgradePreview? _preview;
    private DestinationChange? _change;
    private bool? _sameAccount;
    private string _sentence = "";

    /// <summary>Who upgrades.</summary>
    [Parameter, EditorRequired]
    public required Asker Asker { get; set; }

    /// <summary>The destination; it has an update.</summary>
    [Parameter, EditorRequired]
    public required OpenDestination Open { get; set; }

    /// <summary>Upgrades.</summary>
    [Inject]
    public required DestinationEdits Edits { get; set; }

    /// <summary>The project's user properties.</summary>
    [Inject]
    public required UserProperties Properties { get; set; }

    /// <summary>The dialog around it.</summary>
    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    private bool MayGoOn =>
        _preview is { } preview
        && preview.NewHosts.All(_agreed.Contains)
        && (_change is not { AsksAccount: true } || _sameAccount is not null);

    /// <summary>Shows the dialog.</summary>
    /// <returns>Whether the version was taken.</returns>
    public static async Task<bool> ShowAsync(IDialogService dialogs, Asker asker, OpenDestination open)
    {
        var parameters = new DialogParameters<UpgradeDialog>
        {
            { dialog => dialog.Asker, asker },
            { dialog => dialog.Open, open },
        };
        var reference = await dialogs.ShowAsync<UpgradeDialog>("", parameters);
        return await reference.Result is { Canceled: false };
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        try
        {
            _preview = await Edits.PreviewUpgradeAsync(Asker, Open.Destination.Id, Open.Row.Update!.Id);
            _properties = await Properties.ListAsync(Asker);
            _values.Name = Open.Destination.Name;
            _fields = MissingOf(_preview);
        }
        catch (Refusal refusal)
        {
            _sentence = refusal.Message;
        }
    }

    private static SetupFields MissingOf(UpgradePreview preview)
    {
        var settings = preview.MissingSettings.Select(field => field.Variable).ToHashSet(StringComparer.Ordinal);
        var mapping = preview.MissingMapping.Select(field => field.Variable).ToHashSet(StringComparer.Ordinal);
        var all = SetupFields.Of(preview.Integration);
        return all with
        {
            Fields = [.. all.Fields.Where(field => settings.Contains(field.Variable))],
            Mappings = [.. all.Mappings.Where(field => mapping.Contains(field.Variable))],
        };
    }

    private void Toggle(string host)
    {
        if (!_agreed.Remove(host))
        {
            _agreed.Add(host);
        }
    }

    private async Task UpgradeAsync()
    {
        (_faults, _sentence) = ([], "");
        try
        {
            var id = Open.Destination.Id;
            var change = await Edits.PreviewChangeOfUpgradeAsync(Asker, id, Open.Row.Update!.Id, Form());
            if (change.Stops && _change is null)
            {
                _change = change;
                return;
            }
            await Edits.UpgradeAsync(Asker, id, Open.Row.Update!.Id, Form(), [.. _agreed]);
            Dialog.Close(DialogResult.Ok(true));
        }
        catch (Refusal refusal)
        {
            _faults = refusal
                .Fields.GroupBy(fault => fault.Field.Split('.')[^1])
                .ToDictionary(group => group.Key, group => group.First().Message);
            _sentence = refusal.Message;
        }
    }

    private DestinationForm Form() =>
        new()
        {
            Name = _values.Name,
            Settings = _values.Fields,
            Mapping = _values.Properties,
            Version = Open.Destination.Version,
            SameAccount = _sameAccount,
            ConfirmChanges = _change is not null,
        };
}
