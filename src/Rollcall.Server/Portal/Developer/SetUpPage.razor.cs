using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Core.Integrations;
using Rollcall.Server.Access;
using Rollcall.Server.Integrations;
using Rollcall.Server.Integrations.Form;
using Rollcall.Server.Portal.Frame;
using Rollcall.Storage.Integrations;

namespace Rollcall.Server.Portal.Developer;

/// <summary>Step 1 of Add New Destination: connection information, and list or property.</summary>
public sealed partial class SetUpPage
{
    private IReadOnlyList<ConnectionRow> _connections = [];
    private OpenDraft? _open;
    private string _connectionId = "";
    private IntegrationType? _type;

    /// <summary>The version, from the address; null for a new integration.</summary>
    [Parameter]
    public string? VersionId { get; set; }

    /// <summary>A connection that was just made.</summary>
    [SupplyParameterFromQuery(Name = "connection")]
    public string? Made { get; set; }

    /// <summary>Connection information.</summary>
    [Inject]
    public required Connections Connections { get; set; }

    /// <summary>Integrations.</summary>
    [Inject]
    public required IntegrationVersions Versions { get; set; }

    /// <summary>Drafts.</summary>
    [Inject]
    public required Drafts Drafts { get; set; }

    /// <summary>Where the browser is.</summary>
    [Inject]
    public required NavigationManager Navigation { get; set; }

    /// <summary>Asks.</summary>
    [Inject]
    public required IDialogService Dialogs { get; set; }

    private string Base => $"/organizations/{OrganizationId}/developer";

    private string ConfigurationHref => $"{Base}/versions/{VersionId}";

    private bool ReadOnly => _open is { } open && (open.Version.State != IntegrationState.Draft || !MayDevelop);

    private bool MayDevelop => Asker.May(Permission.Develop);

    private bool MayGoOn => Chosen is not null && _type is not null;

    private Connection? Chosen => _connections.FirstOrDefault(row => row.Connection.Id == _connectionId)?.Connection;

    private IReadOnlyList<string> Goes =>
        _open is { } open && _type is { } type && type != open.Version.Type
            ? KindChange.Goes(open.Draft.Root, type)
            : [];

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        if (VersionId is null)
        {
            Asker.Require(Permission.Develop);
        }
        else
        {
            _open = await Drafts.OpenAsync(Asker, VersionId, Gone);
            _type ??= _open.Version.Type;
        }
        _connections = await Connections.ListAsync(Asker, Gone);
        var used = _open?.Connection;
        if (used is not null && _connections.All(row => row.Connection.Id != used.Id))
        {
            _connections = [.. _connections, new ConnectionRow(used, 1)];
        }
        _connectionId = Made ?? used?.Id ?? "";
    }

    private void ChooseConnection(ChangeEventArgs change)
    {
        _connectionId = change.Value as string ?? "";
        if (_connectionId == "new")
        {
            var here = new Uri(Navigation.Uri).AbsolutePath;
            Navigation.NavigateTo($"{Base}/connections/new?return={Uri.EscapeDataString(here)}");
        }
    }

    private async Task NextAsync()
    {
        if (!MayGoOn)
        {
            return;
        }
        if (_open is null)
        {
            await TryAsync(async () =>
            {
                var version = await Versions.CreateAsync(Asker, _connectionId, _type!.Value, Gone);
                Navigation.NavigateTo($"{Base}/versions/{version.Id}");
            });
        }
        else if (ReadOnly || await ChangeAsync(_open))
        {
            Navigation.NavigateTo(ConfigurationHref);
        }
    }

    private async Task<bool> ChangeAsync(OpenDraft open)
    {
        if (_connectionId == open.Connection?.Id && _type == open.Version.Type)
        {
            return true;
        }
        var goes = Goes;
        if (goes.Count > 0)
        {
            var text = $"These go: {string.Join(", ", goes)}. Everything else stays.";
            if (!await ConfirmDialog.AskAsync(Dialogs, "Change the kind?", text, "Change the kind", harmful: true))
            {
                return false;
            }
        }
        return await TryAsync(async () =>
        {
            if (_type != open.Version.Type)
            {
                KindChange.Apply(open.Draft.Root, _type!.Value, Chosen!.DisplayName);
            }
            await Drafts.SaveAsync(Asker, open.Version.Id, open.Version.Version, open.Draft, _connectionId, Gone);
        });
    }
}
