using Microsoft.AspNetCore.Components;
using Rollcall.Core.Runs;
using Rollcall.Server.Destinations;
using Rollcall.Server.Syncs;

namespace Rollcall.Server.Portal.Destinations;

/// <summary>Where a changed mapping, account or host stops: what it does to the syncs, with numbers.</summary>
public sealed partial class ConsequencesView : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly Dictionary<string, ChangePreview> _counted = new(StringComparer.Ordinal);
    private string? _fault;

    /// <summary>What changes.</summary>
    [Parameter, EditorRequired]
    public required DestinationChange Change { get; set; }

    /// <summary>Counts what it does to each sync.</summary>
    [Parameter, EditorRequired]
    public required Func<CancellationToken, IAsyncEnumerable<ChangePreview>> Count { get; set; }

    /// <summary>The project's ID.</summary>
    [Parameter, EditorRequired]
    public required string Project { get; set; }

    /// <summary>Whether it is the same account; null: not said yet.</summary>
    [Parameter]
    public bool? SameAccount { get; set; }

    /// <summary>It was said.</summary>
    [Parameter]
    public EventCallback<bool?> SameAccountChanged { get; set; }

    private bool IsCounting => _fault is null && _counted.Count < Change.Syncs.Count;

    /// <inheritdoc/>
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        try
        {
            await foreach (var preview in Count(_gone.Token))
            {
                _counted[preview.SyncId] = preview;
                StateHasChanged();
            }
        }
        catch (Refusal refusal)
        {
            _fault = refusal.Message;
        }
        catch (OperationCanceledException)
        {
            // The dialog was closed, or saved without waiting.
        }
    }

    private string? Unknown(SyncConcerned sync) =>
        _counted.GetValueOrDefault(sync.Id) is { } preview ? preview.Why : _fault ?? "counting…";

    private OperationCounts CountsOf(SyncConcerned sync)
    {
        var preview = _counted[sync.Id];
        return SameAccount == false ? new OperationCounts(Add: preview.Items) : preview.Planned!;
    }
}
