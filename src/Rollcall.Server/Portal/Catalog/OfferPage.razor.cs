using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Server.Access;
using Rollcall.Server.Catalog;
using Rollcall.Server.Portal.Destinations;
using Rollcall.Storage.Catalog;

namespace Rollcall.Server.Portal.Catalog;

/// <summary>What a tile opens: description, what it needs, where data goes, and <b>Connect</b>.</summary>
public sealed partial class OfferPage
{
    private TilePage? _page;
    private bool _opened;

    /// <summary>The integration, from the address.</summary>
    [Parameter]
    public required string IntegrationId { get; set; }

    /// <summary>Whether the setup modal stands open.</summary>
    [SupplyParameterFromQuery(Name = "connect")]
    public bool IsConnecting { get; set; }

    /// <summary>The catalog.</summary>
    [Inject]
    public required CatalogReader Catalog { get; set; }

    /// <summary>Where the browser is.</summary>
    [Inject]
    public required NavigationManager Navigation { get; set; }

    /// <summary>Shows dialogs.</summary>
    [Inject]
    public required IDialogService Dialogs { get; set; }

    private PublishedVersion Version => _page!.Version;

    private bool MayConnect =>
        _page?.Version.Audience is Audience.Organization or Audience.Everyone && Asker.May(Permission.Edit);

    /// <inheritdoc/>
    protected override async Task LoadAsync() => _page = await Catalog.OpenAsync(Asker, IntegrationId, Gone);

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_page is null || !IsConnecting || _opened || !MayConnect)
        {
            _opened = _opened && IsConnecting;
            return;
        }
        _opened = true;
        var made = await ConnectDialog.ShowAsync(
            Dialogs,
            Asker,
            new ConnectTarget(_page.Version, _page.Integration, null)
        );
        Navigation.NavigateTo(made is null ? Here : $"/projects/{ProjectId}/destinations/{made}");
    }

    private string Here => $"/projects/{ProjectId}/destinations/add/{IntegrationId}";

    private static string Mark(Audience audience) =>
        audience switch
        {
            Audience.Organization => ", internal",
            Audience.Reviewers => ", in review",
            _ => "",
        };

    private void ConnectAsync() => Navigation.NavigateTo($"{Here}?connect=true");
}
