using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Rollcall.Cluster.Accounts;
using Rollcall.Core.Members;
using Rollcall.Core.Runs;
using Rollcall.Core.Snapshots;
using Rollcall.Core.Storage;
using Rollcall.Server.Configuration;
using Rollcall.Storage;
using Rollcall.Storage.Cohorts;
using Rollcall.Storage.Database;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>Executes one run on the sync's state directory, exactly as <c>rollcall sync</c> does, or goes on with it.</summary>
internal sealed partial class RunExecution(
    Databases databases,
    DataFolder folder,
    RunRequests requests,
    ISyncDestinations destinations,
    Candidates candidates,
    RequestLogs logs,
    RunTelemetry telemetry,
    RunEndings endings,
    RunFeed feed,
    Suspension suspension,
    IGrainFactory grains,
    TimeProvider time,
    ILogger<RunExecution> log
)
{
    /// <summary>Runs that read and plan at once: that is what takes memory and the disk.</summary>
    private readonly SemaphoreSlim _reading = new(2);

    // A query may have no end, and would keep its place among the readers from everybody.
    private static readonly TimeSpan LongestQuery = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<string, bool> _executing = [];

    /// <summary>Executes a run, unless this process does so already. Whatever happens is written down; nothing is thrown.</summary>
    public async Task RunAsync(string syncId, string runId, CancellationToken cancel)
    {
        if (!_executing.TryAdd(runId, true))
        {
            return;
        }
        try
        {
            if (await LoadAsync(runId).ConfigureAwait(false) is { } input)
            {
                await RunAsync(input, cancel).ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // A fault of ours in one run is told, and must not take the process along.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Failed(log, runId, syncId, fault);
        }
        finally
        {
            _executing.TryRemove(runId, out _);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId} of sync {SyncId} could not be written down.")]
    private static partial void Failed(ILogger logger, string runId, string syncId, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId} ended by a fault.")]
    private static partial void Broken(ILogger logger, string runId, Exception fault);

    private async Task<RunInput?> LoadAsync(string runId)
    {
        await using var database = databases.OpenForInstallation();
        var run = await database.SyncRuns.SingleOrDefaultAsync(row => row.Id == runId).ConfigureAwait(false);
        if (run is not { Status: SyncRunStatus.Queued or SyncRunStatus.Running })
        {
            return null;
        }
        var sync = await database.Syncs.SingleAsync(row => row.Id == run.SyncId).ConfigureAwait(false);
        var cohort = await database.Cohorts.SingleAsync(row => row.Id == sync.CohortId).ConfigureAwait(false);
        run.Status = SyncRunStatus.Running;
        run.StartedAt ??= time.GetUtcNow();
        await database.SaveChangesAsync().ConfigureAwait(false);
        return new RunInput(sync, run, cohort, OrderJson.Read(run.Order));
    }

    private async Task RunAsync(RunInput input, CancellationToken cancel)
    {
        var place = new ReadingPlace(_reading);
        var progress = new LiveProgress(
            feed,
            new LiveRun
            {
                SyncId = input.Sync.Id,
                RunId = input.Run.Id,
                Phase = RunPhase.Waiting,
                Since = time.GetUtcNow(),
            },
            time
        );
        progress.IsPlanned += place.Leave;
        feed.Tell(progress.Run);
        using var measured = telemetry.Begin(input);
        using var tooLong = new CancellationTokenSource();
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, suspension.Token);
            await place.EnterAsync(either.Token).ConfigureAwait(false);
            using var deadline = time.CreateTimer(
                _ => tooLong.Cancel(),
                null,
                input.Cohort.Source == CohortSourceKind.Query ? LongestQuery : Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan
            );
            progress.IsPlanned += () => deadline.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, tooLong.Token);
            await DeliverAsync(input, progress, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (tooLong.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            const string Sentence = "The query had not ended after 30 minutes. Let it give fewer rows, or read less.";
            await endings.FailAsync(input, "source", Sentence, isSource: true).ConfigureAwait(false);
        }
        catch (Exception end)
        {
            await EndAsync(input, end, cancel).ConfigureAwait(false);
        }
        finally
        {
            place.Leave();
            progress.End();
        }
    }

    private async Task DeliverAsync(RunInput input, LiveProgress progress, CancellationToken cancel)
    {
        var destination = input.Order.Candidate is { } candidate
            ? candidates.Find(candidate)
            : await destinations
                .LoadAsync(input.Sync.OrganizationId, input.Sync.DestinationId, input.Sync.Settings, cancel)
                .ConfigureAwait(false);
        RunReport report;
        SyncRecord? record;
        long members;
        using (var state = StateDirectory.Open(Path.Combine(folder.Syncs, input.Sync.Id)))
        using (var http = destination.OpenHttp())
        using (var requestLog = logs.Open(input.Run.Id))
        {
            if (input.Order.RetryRejected && Ended(state.Ledger, input) is null)
            {
                state.Ledger.RetryRejections();
            }
            var account = grains.GetGrain<IAccountGrain>(destination.AccountFingerprint);
            var share = new AccountShare(account, input.Run.Id, destination.Integration.Delivery, time);
            await using var shared = share.ConfigureAwait(false);
            var request = await requests.OfAsync(input, destination, state.Ledger, cancel).ConfigureAwait(false);
            request = request with { Account = share, RequestLog = telemetry.Measured(requestLog) };
            progress.IsPlanned += () => Know(input.Sync);
            // Jitter and names only; nothing that anybody could gain by foretelling.
            var random = new Random(RandomNumberGenerator.GetInt32(int.MaxValue));
            var engine = new SyncEngine(state.Ledger, http, time, random);
            report =
                Ended(state.Ledger, input)
                ?? await Task.Run(() => engine.RunAsync(request, progress, cancel, suspension.Token))
                    .ConfigureAwait(false);
            record = state.Ledger.Load();
            members = state.Ledger.LastEndedRun(time.GetUtcNow())?.Members ?? 0;
        }
        if (report.Status != RunStatus.Running)
        {
            await endings.EndAsync(input, destination, report, record, members).ConfigureAwait(false);
        }
    }

    /// <summary>What a process has done that was killed between the end of the run and writing it down here: it is not done again, and its numbers count.</summary>
    private static RunReport? Ended(ISyncLedger ledger, RunInput input) =>
        !input.Order.DryRun
        && ledger.Interrupted() is null
        && ledger.Runs(1) is [{ Status: RunStatus.Succeeded } last]
        && last.Started >= input.Run.StartedAt
            ? last.Report
            : null;

    // From now on the state directory is the present account's: beginning anew once more would make another list.
    private void Know(Sync known)
    {
        using var database = databases.OpenForInstallation();
        database
            .Syncs.Where(sync => sync.Id == known.Id && sync.AccountChange == known.AccountChange)
            .ExecuteUpdate(set => set.SetProperty(sync => sync.AccountChange, (string?)null));
    }

    private async Task EndAsync(RunInput input, Exception end, CancellationToken cancel)
    {
        switch (end)
        {
            case OperationCanceledException
                when suspension.Token.IsCancellationRequested && !cancel.IsCancellationRequested:
                return; // It has done nothing yet, and goes on in the next process.
            case OperationCanceledException:
                await endings.CancelAsync(input).ConfigureAwait(false);
                break;
            case SourceException source:
                await endings.FailAsync(input, "source", source.Message, isSource: true).ConfigureAwait(false);
                break;
            case Refusal or UsageException:
                await endings.FailAsync(input, "settings", end.Message).ConfigureAwait(false);
                break;
            case DamagedStateException or LostOwnershipException or LedgerBusyException:
                await endings.FailAsync(input, "state", end.Message).ConfigureAwait(false);
                break;
            default:
                Broken(log, input.Run.Id, end);
                await endings
                    .FailAsync(
                        input,
                        "Rollcall",
                        "Rollcall failed by a fault of its own. The log of the server tells more; what was acknowledged is kept."
                    )
                    .ConfigureAwait(false);
                break;
        }
    }

    /// <summary>A place among those that read. Left once, however often.</summary>
    private sealed class ReadingPlace(SemaphoreSlim places)
    {
        private int _held;

        public async Task EnterAsync(CancellationToken cancellation)
        {
            await places.WaitAsync(cancellation).ConfigureAwait(false);
            Volatile.Write(ref _held, 1);
        }

        public void Leave()
        {
            if (Interlocked.Exchange(ref _held, 0) == 1)
            {
                places.Release();
            }
        }
    }
}
