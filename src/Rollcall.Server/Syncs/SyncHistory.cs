using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Delivery;
using Rollcall.Core.Runs;
using Rollcall.Server.Access;
using Rollcall.Server.Api;
using Rollcall.Storage.Database;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>What a sync's runs did.</summary>
public sealed class SyncHistory(Databases databases, RequestLogs logs)
{
    private const int Sizes = 10;
    private const int MostSizes = 60;
    private const int MostOfPage = 200;

    /// <summary>Runs of a sync.</summary>
    /// <param name="asker">Who.</param>
    /// <param name="syncId">The sync.</param>
    /// <param name="page">Which part.</param>
    /// <param name="oldestFirst">Whether the oldest comes first; else the newest.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<PageOf<SyncRun>> RunsAsync(
        Asker asker,
        string syncId,
        PageRequest page,
        bool oldestFirst = false,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        await database.SyncOfAsync(asker, syncId, cancellation).ConfigureAwait(false);
        var runs = database.SyncRuns.AsNoTracking().Where(run => run.SyncId == syncId);
        var ordered = oldestFirst
            ? runs.OrderBy(run => run.QueuedAt).ThenBy(run => run.Id)
            : runs.OrderByDescending(run => run.QueuedAt).ThenByDescending(run => run.Id);
        return await page.ReadAsync(ordered, cancellation).ConfigureAwait(false);
    }

    /// <summary>All runs of a sync, newest first.</summary>
    /// <exception cref="Refusal">Not found.</exception>
    public async IAsyncEnumerable<SyncRun> AllRunsAsync(
        Asker asker,
        string syncId,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        string? after = null;
        do
        {
            var page = await RunsAsync(asker, syncId, new PageRequest(MostOfPage, after), cancellation: cancellation)
                .ConfigureAwait(false);
            foreach (var run in page.Items)
            {
                yield return run;
            }
            after = page.Next;
        } while (after is not null);
    }

    /// <summary>Errors of a sync's history, without what was sent and answered for who may not see members.</summary>
    /// <param name="asker">Who.</param>
    /// <param name="syncId">The sync.</param>
    /// <param name="page">Which part.</param>
    /// <param name="oldestFirst">Whether the oldest comes first; else the newest.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<PageOf<ErrorView>> ErrorsAsync(
        Asker asker,
        string syncId,
        PageRequest page,
        bool oldestFirst = false,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        await database.SyncOfAsync(asker, syncId, cancellation).ConfigureAwait(false);
        var errors = database.SyncErrors.AsNoTracking().Where(error => error.SyncId == syncId);
        var ordered = oldestFirst
            ? errors.OrderBy(error => error.At).ThenBy(error => error.RunId).ThenBy(error => error.Number)
            : errors.OrderByDescending(error => error.At).ThenBy(error => error.RunId).ThenBy(error => error.Number);
        var read = await page.ReadAsync(ordered, cancellation).ConfigureAwait(false);
        var runs = read.Items.Select(error => error.RunId).Distinct().ToList();
        var reports = await database
            .SyncRuns.Where(run => runs.Contains(run.Id) && run.Report != null)
            .Select(run => new { run.Id, run.Report })
            .ToDictionaryAsync(run => run.Id, run => RunReportJson.Read(run.Report!), cancellation)
            .ConfigureAwait(false);
        var mayLook = asker.May(Permission.SeeMembers);
        return read.Select(error => ViewOf(error, reports.GetValueOrDefault(error.RunId), mayLook));
    }

    /// <summary>One run with its report and errors.</summary>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<RunView> RunAsync(Asker asker, string runId, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var run = await database.RunOfAsync(asker, runId, cancellation).ConfigureAwait(false);
        var errors = await database
            .SyncErrors.AsNoTracking()
            .Where(error => error.RunId == runId)
            .OrderBy(error => error.Number)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        var sizes = await database
            .SyncRuns.AsNoTracking()
            .Where(row => row.SyncId == run.SyncId && row.Items > 0 && row.QueuedAt <= run.QueuedAt)
            .OrderByDescending(row => row.QueuedAt)
            .Select(row => row.Items)
            .Take(Sizes)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        var report = run.Report is null ? null : RunReportJson.Read(run.Report);
        var mayLook = asker.May(Permission.SeeMembers);
        return new RunView(
            run,
            report is null || mayLook
                ? report
                : report with
                {
                    LeavingExamples = null,
                    InvalidExamples = [],
                    DuplicateExamples = [],
                },
            [.. errors.Select(error => ViewOf(error, report, mayLook))],
            sizes
        );
    }

    /// <summary>A run's requests, newest first; of many the newest, and of those that failed the first.</summary>
    /// <exception cref="Refusal">Not found, or the asker may not see members.</exception>
    public async Task<IReadOnlyList<LoggedRequest>> RequestsAsync(
        Asker asker,
        string runId,
        bool failedOnly = false,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.SeeMembers);
        await using var database = databases.OpenFor(asker.OrganizationId);
        await database.RunOfAsync(asker, runId, cancellation).ConfigureAwait(false);
        return logs.Read(runId, failedOnly);
    }

    /// <summary>The cohort's sizes and what was at the destination after the last runs, oldest first.</summary>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<IReadOnlyList<RunSize>> SizesAsync(
        Asker asker,
        string syncId,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        await database.SyncOfAsync(asker, syncId, cancellation).ConfigureAwait(false);
        var sizes = await database
            .SyncRuns.Where(run => run.SyncId == syncId && run.FinishedAt != null && !run.IsDryRun && run.Items > 0)
            .OrderByDescending(run => run.QueuedAt)
            .Select(run => new RunSize(run.QueuedAt, run.Items, run.Delivered))
            .Take(MostSizes)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        sizes.Reverse();
        return sizes;
    }

    private static ErrorView ViewOf(SyncError error, RunReport? report, bool mayLook) =>
        new(mayLook ? error : Closed(error), report?.Errors.ElementAtOrDefault(error.Number)?.Items ?? 0);

    private static SyncError Closed(SyncError error) =>
        new()
        {
            OrganizationId = error.OrganizationId,
            SyncId = error.SyncId,
            RunId = error.RunId,
            Number = error.Number,
            At = error.At,
            Type = error.Type,
            Endpoint = error.Endpoint,
            Status = error.Status,
            Count = error.Count,
            Message = error.Message,
        };
}

/// <summary>A run with what it did.</summary>
/// <param name="Run">The run.</param>
/// <param name="Report">Its numbers; null while there are none.</param>
/// <param name="Errors">What went wrong.</param>
/// <param name="Sizes">The cohort's last ten sizes, its own first.</param>
public sealed record RunView(SyncRun Run, RunReport? Report, IReadOnlyList<ErrorView> Errors, IReadOnlyList<long> Sizes)
{
    /// <summary>For a held run: why the cohort may have shrunk, in plain words, the likeliest first.</summary>
    public IReadOnlyList<string> LikelyReasons => HeldReasons.Of(this);
}

/// <summary>An error with whom it concerned.</summary>
/// <param name="Error">The error.</param>
/// <param name="Users">Users who were not delivered for it; 0 for one that is about none.</param>
public sealed record ErrorView(SyncError Error, long Users);

/// <summary>A cohort's size at a run, and what was at the destination after it.</summary>
/// <param name="At">When the run was.</param>
/// <param name="Cohort">Users in the cohort.</param>
/// <param name="Delivered">Users at the destination, surely or in doubt.</param>
public sealed record RunSize(DateTimeOffset At, long Cohort, long Delivered);
