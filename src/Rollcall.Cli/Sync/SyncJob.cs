using Rollcall.Core.Delivery;
using Rollcall.Core.Runs;
using Rollcall.Storage;

namespace Rollcall.Cli.Sync;

/// <summary>One run on a state directory in this process.</summary>
/// <param name="StateFolder">The directory.</param>
/// <param name="PublicOnly">Whether special addresses are refused.</param>
internal sealed record SyncJob(string StateFolder, bool PublicOnly)
{
    /// <summary>Runs once.</summary>
    public async Task<RunReport> RunAsync(
        SyncRequest request,
        IRunProgress progress,
        Surroundings surroundings,
        CancellationToken stop
    )
    {
        using var spare = request.DryRun ? SpareFolder.InPlaceOf(StateFolder) : null;
        using var state = StateDirectory.Open(spare?.Path ?? StateFolder);
        using var http = EgressHandler.Create(PublicOnly, request.Integration.Delivery.Parallelism);
        var engine = new SyncEngine(state.Ledger, http, surroundings.Time, surroundings.Random);
        return await engine.RunAsync(request, progress, stop);
    }
}
