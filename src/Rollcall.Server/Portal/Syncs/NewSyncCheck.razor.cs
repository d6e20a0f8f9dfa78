using Microsoft.AspNetCore.Components;
using Rollcall.Core.EndpointTests;
using Rollcall.Server.Access;
using Rollcall.Server.Syncs;

namespace Rollcall.Server.Portal.Syncs;

/// <summary>What a new sync's first run will do: counted while the page is read, and to be skipped.</summary>
public sealed partial class NewSyncCheck : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<ShownRequest> _requests = [];
    private SyncCheck? _check;
    private string? _fault;
    private long _read;
    private bool _isSkipped;

    /// <summary>Who asks.</summary>
    [Parameter, EditorRequired]
    public required Asker Asker { get; set; }

    /// <summary>The sync as it is to be.</summary>
    [Parameter, EditorRequired]
    public required NewSync Wanted { get; set; }

    /// <summary>Counts.</summary>
    [Inject]
    public required SyncChecks Checks { get; set; }

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
            if (Asker.May(Permission.SeeMembers))
            {
                _requests = await Checks.FirstRequestsAsync(Asker, Wanted, _gone.Token);
                StateHasChanged();
            }
            _check = await Checks.CountAsync(Asker, Wanted, Read, _gone.Token);
        }
        catch (Refusal refusal)
        {
            _fault =
                refusal.Fields.Count > 0
                    ? string.Join(" ", refusal.Fields.Select(fault => fault.Message))
                    : refusal.Message;
        }
        catch (OperationCanceledException)
        {
            // It was skipped, or the page was left.
        }
    }

    private static string Words(TimeSpan time) =>
        time switch
        {
            { TotalSeconds: < 2 } => "a second",
            { TotalMinutes: < 2 } => $"{SyncLook.Number((long)Math.Ceiling(time.TotalSeconds))} seconds",
            { TotalHours: < 2 } => $"{SyncLook.Number((long)Math.Ceiling(time.TotalMinutes))} minutes",
            _ => $"{SyncLook.Number((long)Math.Ceiling(time.TotalHours))} hours",
        };

    private static string Text(ShownRequest request)
    {
        var headers = string.Join('\n', request.Headers.Select(header => $"{header.Key}: {header.Value}"));
        return $"{request.Method} {request.Url}\n{headers}\n\n{request.Body}";
    }

    // Called by the reading thread.
    private void Read(long members)
    {
        if (members < _read + 50_000)
        {
            return;
        }
        _read = members;
        _ = InvokeAsync(StateHasChanged);
    }

    private async Task SkipAsync()
    {
        _isSkipped = true;
        await _gone.CancelAsync();
    }
}
