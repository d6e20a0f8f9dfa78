using Microsoft.AspNetCore.Components;
using Rollcall.Core.Delivery;
using Rollcall.Core.Storage;
using Rollcall.Server.Access;
using Rollcall.Server.Syncs;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Portal.Syncs;

/// <summary>One run: what it was to do, what it did, what went wrong, and what was sent.</summary>
public sealed partial class RunPage
{
    private const int MostRejected = 20;
    private const int MostRequests = 50;

    private RunView? _run;
    private SyncView? _sync;
    private IReadOnlyList<RejectedItem> _rejected = [];
    private IReadOnlyList<LoggedRequest> _requests = [];

    /// <summary>The run, from the address.</summary>
    [Parameter]
    public required string RunId { get; set; }

    /// <summary>Reads runs.</summary>
    [Inject]
    public required SyncHistory History { get; set; }

    /// <summary>Reads its sync.</summary>
    [Inject]
    public required ProjectSyncs ProjectSyncs { get; set; }

    /// <summary>Reads rejected users.</summary>
    [Inject]
    public required RejectedUsers Rejected { get; set; }

    private SyncRun Run => _run!.Run;

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        _run = await History.RunAsync(Asker, RunId, Gone);
        _sync = await ProjectSyncs.GetAsync(Asker, Run.SyncId, Gone);
        if (Asker.May(Permission.SeeMembers))
        {
            _requests = await History.RequestsAsync(Asker, RunId, cancellation: Gone);
            _rejected = Run.Rejected > 0 ? await Rejected.FirstAsync(Asker, Run.SyncId, MostRejected, Gone) : [];
        }
    }
}
