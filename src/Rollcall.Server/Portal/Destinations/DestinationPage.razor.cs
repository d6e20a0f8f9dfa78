using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Core.Integrations;
using Rollcall.Server.Access;
using Rollcall.Server.Destinations;

namespace Rollcall.Server.Portal.Destinations;

/// <summary>A destination: its settings, its syncs, its version.</summary>
public sealed partial class DestinationPage
{
    private OpenDestination? _open;
    private IReadOnlyList<SyncConcerned> _syncs = [];

    /// <summary>The destination, from the address.</summary>
    [Parameter]
    public required string DestinationId { get; set; }

    /// <summary>The destinations.</summary>
    [Inject]
    public required Server.Destinations.Destinations Installs { get; set; }

    /// <summary>Disconnects.</summary>
    [Inject]
    public required Disconnection Disconnection { get; set; }

    /// <summary>Where the browser is.</summary>
    [Inject]
    public required NavigationManager Navigation { get; set; }

    /// <summary>Shows dialogs.</summary>
    [Inject]
    public required IDialogService Dialogs { get; set; }

    private OpenDestination Open => _open!;

    private DestinationRow Row => Open.Row;

    private bool MayEdit => Asker.May(Permission.Edit);

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        _open = await Installs.OpenAsync(Asker, DestinationId, Gone);
        _syncs = await Disconnection.SyncsAsync(Asker, DestinationId, Gone);
    }

    private string ValueOf(CustomField field)
    {
        if (field.IsSecret)
        {
            return Open.Secrets.FirstOrDefault(secret => secret.Field == field.Variable) is { } secret
                ? $"Set on {secret.SetAt.UtcDateTime:d MMM yyyy} by {secret.SetBy}"
                : "Not set";
        }
        var value = Open.Destination.Settings.GetValueOrDefault(field.Variable) ?? field.Default ?? "";
        return field.Options.FirstOrDefault(option => option.Value == value)?.Label ?? (value.Length > 0 ? value : "-");
    }

    private async Task EditAsync()
    {
        var target = new ConnectTarget(Open.Version, Open.Integration, Open);
        var saved = await ConnectDialog.ShowAsync(Dialogs, Asker, target);
        if (saved == "")
        {
            Leave();
        }
        else if (saved is not null)
        {
            Snackbar.Add($"{Open.Destination.Name} was saved.", MudBlazor.Severity.Success);
            await ReloadAsync();
        }
    }

    private async Task ReviewUpdateAsync()
    {
        if (await UpgradeDialog.ShowAsync(Dialogs, Asker, Open))
        {
            Snackbar.Add(
                $"{Open.Destination.Name} takes version {Row.Update!.Number} from now on.",
                MudBlazor.Severity.Success
            );
            await ReloadAsync();
        }
    }

    private async Task DisconnectAsync()
    {
        if (
            await DisconnectQuestion.AskAsync(Dialogs, Disconnection, Asker, Open, Gone)
            && await TryAsync(
                () => Disconnection.DisconnectAsync(Asker, DestinationId, Gone),
                $"{Open.Destination.Name} was disconnected."
            )
        )
        {
            Leave();
        }
    }

    private void Leave() => Navigation.NavigateTo($"/projects/{ProjectId}/destinations");
}
