using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Server.Access;
using Rollcall.Server.Integrations;
using Rollcall.Server.Portal.Developer.Editing;
using Rollcall.Server.Portal.Frame;
using Rollcall.Storage.Integrations;

namespace Rollcall.Server.Portal.Developer;

/// <summary>The developer portal's start: an organization's connections and integrations.</summary>
public sealed partial class DeveloperHomePage
{
    private static readonly TableSort<IntegrationRow> Order = new(
        new Dictionary<string, Func<IntegrationRow, object?>>
        {
            ["name"] = row => row.Name,
            ["type"] = row => row.Type.ToString(),
            ["version"] = row => row.Number,
            ["state"] = row => row.State.ToString(),
            ["changed"] = row => row.ChangedAt,
        }
    );

    private IReadOnlyList<ConnectionRow> _connections = [];
    private IReadOnlyList<IntegrationRow> _integrations = [];
    private int _most = MoreRows.First;

    /// <summary>How the integrations are sorted.</summary>
    [SupplyParameterFromQuery(Name = "sort")]
    public string? Sort { get; set; }

    /// <summary>Connection information.</summary>
    [Inject]
    public required Connections Connections { get; set; }

    /// <summary>Integrations.</summary>
    [Inject]
    public required IntegrationVersions Versions { get; set; }

    /// <summary>Integrations as files.</summary>
    [Inject]
    public required IntegrationFiles Files { get; set; }

    /// <summary>Where the browser is.</summary>
    [Inject]
    public required NavigationManager Navigation { get; set; }

    /// <summary>Asks.</summary>
    [Inject]
    public required IDialogService Dialogs { get; set; }

    /// <summary>The page's script.</summary>
    [Inject]
    public required PageScript Script { get; set; }

    private string Base => $"/organizations/{OrganizationId}/developer";

    private bool MayDevelop => Asker.May(Permission.Develop);

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        _connections = await Connections.ListAsync(Asker, Gone);
        _integrations = await Versions.ListAsync(Asker, Gone);
    }

    private Task NewVersionAsync(IntegrationRow row) =>
        TryAsync(async () =>
        {
            var version = await Versions.NewVersionAsync(Asker, row.IntegrationId, Gone);
            Navigation.NavigateTo($"{Base}/versions/{version.Id}");
        });

    private Task DuplicateAsync(IntegrationRow row) =>
        TryAsync(
            async () =>
            {
                await Versions.DuplicateAsync(Asker, row.VersionId, Gone);
                await LoadAsync();
            },
            $"{row.Name} was duplicated. The copy stands on top."
        );

    private Task ExportAsync(IntegrationRow row, bool asJson) =>
        TryAsync(async () =>
        {
            var file = await Files.ExportAsync(Asker, row.VersionId, asJson, Gone);
            await Script.DownloadAsync(file.Name, file.MediaType, file.Text);
        });

    private async Task DeleteAsync(Connection connection)
    {
        var name = $"{connection.DisplayName} - {connection.Number}";
        var text = "Its name, description and logo go with it. Integrations that use it would stop this.";
        if (await ConfirmDialog.AskAsync(Dialogs, $"Delete {name}?", text, "Delete", harmful: true))
        {
            await TryAsync(
                async () =>
                {
                    await Connections.DeleteAsync(Asker, connection.Id, Gone);
                    await LoadAsync();
                },
                $"{name} was deleted."
            );
        }
    }
}
