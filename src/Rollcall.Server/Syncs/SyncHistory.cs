using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Delivery;
using Rollcall.Core.Runs;
using Rollcall.Server.Access;
using Rollcall.Storage.Database;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>What a sync's runs did.</summary>
public sealed class SyncHistory(Databases databases, RequestLogs logs)
{
    private const int Sizes = 10;

    /// <summary>Runs of a sync, newest first: a query to be paged.</summary>
    /// <param name="asker">Who.</param>
    /// <param name="syncId">The sync.</param>
    /// <param name="read">Reads a part of it.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<T> RunsAsync<T>(
        Asker asker,
        string syncId,
        Func<IQueryable<SyncRun>, Task<T>> read,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        await database.SyncOfAsync(asker, syncId, cancellation).ConfigureAwait(false);
        var runs = database.SyncRuns.AsNoTracking().Where(run => run.SyncId == syncId);
        return await read(runs.OrderByDescending(run => run.QueuedAt).ThenByDescending(run => run.Id))
            .ConfigureAwait(false);
    }

    /// <summary>Errors of a sync's history, newest first: a query to be paged.</summary>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<T> ErrorsAsync<T>(
        Asker asker,
        string syncId,
        Func<IQueryable<SyncError>, Task<T>> read,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        await database.SyncOfAsync(asker, syncId, cancellation).ConfigureAwait(false);
        var errors = database.SyncErrors.AsNoTracking().Where(error => error.SyncId == syncId);
        return await read(errors.OrderByDescending(error => error.At).ThenBy(error => error.Number))
            .ConfigureAwait(false);
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
            mayLook ? errors : [.. errors.Select(Closed)],
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

    /// <summary>An error without what was sent and answered, for who may not see members.</summary>
    public static SyncError Closed(SyncError error) =>
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
public sealed record RunView(SyncRun Run, RunReport? Report, IReadOnlyList<SyncError> Errors, IReadOnlyList<long> Sizes)
{
    /// <summary>For a held run: why the cohort may have shrunk, in plain words, the likeliest first.</summary>
    public IReadOnlyList<string> LikelyReasons => HeldReasons.Of(this);
}
