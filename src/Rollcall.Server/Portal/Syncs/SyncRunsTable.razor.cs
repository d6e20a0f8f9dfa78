using System.Globalization;
using Microsoft.AspNetCore.Components;
using Rollcall.Server.Api;
using Rollcall.Server.Portal.Frame;
using Rollcall.Server.Syncs;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Portal.Syncs;

/// <summary>A sync's runs, newest first.</summary>
public sealed partial class SyncRunsTable
{
    private PageOf<SyncRun>? _runs;
    private IReadOnlyList<RunSize> _sizes = [];
    private bool _oldestFirst;

    /// <summary>The page.</summary>
    [Parameter, EditorRequired]
    public required ProjectPage Page { get; set; }

    /// <summary>The sync; a new one with every run that begins or ends.</summary>
    [Parameter, EditorRequired]
    public required SyncView View { get; set; }

    /// <summary>Reads runs.</summary>
    [Inject]
    public required SyncHistory History { get; set; }

    private (string, SyncRunStatus?, DateTimeOffset?, bool) _shown;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        // Not with every batch of a run that goes on.
        var now = (View.Sync.Id, View.Sync.LastStatus, View.Sync.LastRunAt, View.Now is null);
        if (_runs is null || now != _shown)
        {
            _shown = now;
            _runs = await ReadAsync(null);
            _sizes = await History.SizesAsync(Page.Asker, View.Sync.Id);
        }
    }

    private static string Duration(SyncRun run) =>
        run is { StartedAt: { } from, FinishedAt: { } to }
            ? (to - from) is var span && span.TotalMinutes < 1
                ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s")
                : string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes} min {span.Seconds} s")
            : "-";

    private Task<PageOf<SyncRun>> ReadAsync(string? after) =>
        History.RunsAsync(Page.Asker, View.Sync.Id, new PageRequest(null, after), _oldestFirst);

    private async Task TurnAsync()
    {
        _oldestFirst = !_oldestFirst;
        _runs = await ReadAsync(null);
    }

    private async Task MoreAsync(string next)
    {
        var more = await ReadAsync(next);
        _runs = more with { Items = [.. _runs!.Items, .. more.Items] };
    }
}
