using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Server.Api;
using Rollcall.Server.Portal.Frame;
using Rollcall.Server.Syncs;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Portal.Syncs;

/// <summary>The errors of a sync's history; each opens with the partner's message.</summary>
public sealed partial class SyncErrors
{
    private PageOf<ErrorView>? _errors;
    private bool _oldestFirst;
    private (string, DateTimeOffset?, bool) _shown;

    /// <summary>The page.</summary>
    [Parameter, EditorRequired]
    public required ProjectPage Page { get; set; }

    /// <summary>The sync.</summary>
    [Parameter, EditorRequired]
    public required SyncView View { get; set; }

    /// <summary>Reads errors.</summary>
    [Inject]
    public required SyncHistory History { get; set; }

    /// <summary>Shows one.</summary>
    [Inject]
    public required IDialogService Dialogs { get; set; }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        // Not with every batch of a run that goes on.
        var now = (View.Sync.Id, View.Sync.LastRunAt, View.Now is null);
        if (_errors is null || now != _shown)
        {
            _shown = now;
            _errors = await ReadAsync(null);
        }
    }

    private Task<PageOf<ErrorView>> ReadAsync(string? after) =>
        History.ErrorsAsync(Page.Asker, View.Sync.Id, new PageRequest(null, after), _oldestFirst);

    private async Task TurnAsync()
    {
        _oldestFirst = !_oldestFirst;
        _errors = await ReadAsync(null);
    }

    private async Task MoreAsync(string next)
    {
        var more = await ReadAsync(next);
        _errors = more with { Items = [.. _errors!.Items, .. more.Items] };
    }

    private Task ShowAsync(SyncError error) =>
        Dialogs.ShowAsync<ErrorDialog>(
            error.Type,
            new DialogParameters<ErrorDialog> { { dialog => dialog.Error, error } }
        );
}
