using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using MudBlazor;
using Rollcall.Storage.Organizations;

namespace Rollcall.Server.Portal.Frame;

/// <summary>The frame around every page: top bar, rail, content.</summary>
public sealed partial class MainLayout : IAsyncDisposable
{
    private PlacesOfPerson _places = PlacesOfPerson.None;
    private (OrganizationPlace? Organization, Project? Project) _place;
    private IJSObjectReference? _theme;
    private DotNetObjectReference<MainLayout>? _self;
    private bool _dark;
    private bool _railOpen = true;

    /// <summary>The signed-in person.</summary>
    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>Where the person may go.</summary>
    [Inject]
    public required Places Places { get; set; }

    /// <summary>The browser.</summary>
    [Inject]
    public required IJSRuntime Browser { get; set; }

    private string Here =>
        _place.Project is { } project ? $"{_place.Organization!.Name} / {project.Name}" : _place.Organization!.Name;

    private IEnumerable<RailLink> Links
    {
        get
        {
            if (_place.Project is { } project)
            {
                yield return new("Cohorts", $"/projects/{project.Id}/cohorts", Icons.Material.Outlined.Groups);
                yield return new("Syncs", $"/projects/{project.Id}/syncs", Icons.Material.Outlined.Sync);
                yield return new("Destinations", $"/projects/{project.Id}/destinations", Icons.Material.Outlined.Hub);
            }
            var organization = _place.Organization!.Id;
            yield return new(
                "Developer Portal",
                $"/organizations/{organization}/developer",
                Icons.Material.Outlined.Code
            );
            if (_places.IsReviewer)
            {
                yield return new("Review", "/review", Icons.Material.Outlined.FactCheck);
            }
            yield return new("Settings", $"/organizations/{organization}/settings", Icons.Material.Outlined.Settings);
            if (_places.IsOperator)
            {
                yield return new("Installation", "/installation", Icons.Material.Outlined.Dns);
            }
        }
    }

    /// <summary>The system's scheme changed.</summary>
    [JSInvokable]
    public void ShowDark(bool dark)
    {
        _dark = dark;
        StateHasChanged();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        _self?.Dispose();
        if (_theme is not null)
        {
            try
            {
                await _theme.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The browser is gone, and its module with it.
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnLocationChanged;
        await ReadPlacesAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }
        _self = DotNetObjectReference.Create(this);
        _theme = await Browser.InvokeAsync<IJSObjectReference>("import", "./theme.js");
        ShowDark(await _theme.InvokeAsync<bool>("start", _self));
    }

    private async Task ReadPlacesAsync()
    {
        _places = await Places.OfAsync((await Authentication).User);
        _place = _places.At(new Uri(Navigation.Uri).AbsolutePath);
    }

    // Read anew: the project may just have been made, the role changed.
    private void OnLocationChanged(object? sender, LocationChangedEventArgs change) =>
        _ = InvokeAsync(async () =>
        {
            await ReadPlacesAsync();
            StateHasChanged();
        });

    private async Task ThemeAsync(string choice)
    {
        if (_theme is not null)
        {
            ShowDark(await _theme.InvokeAsync<bool>("choose", choice));
        }
    }

    private async Task KeysAsync()
    {
        if (_theme is not null)
        {
            await _theme.InvokeVoidAsync("explainKeys");
        }
    }

    private sealed record RailLink(string Label, string Href, string Icon);
}
