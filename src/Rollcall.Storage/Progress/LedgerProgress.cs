using Microsoft.Data.Sqlite;
using Rollcall.Core.Storage;
using Rollcall.Storage.Sqlite;

namespace Rollcall.Storage.Progress;

/// <summary>A ledger's progress logs: the one that its owner writes, and those that earlier owners left.</summary>
internal sealed class LedgerProgress(string folder, SqliteConnection connection) : IDisposable
{
    /// <summary>A run of a few requests commits each step: making a log would cost more.</summary>
    private const int StepsWithoutLog = 4;

    /// <summary>So far a takeover moves the numbers on: what an owner who was taken over still appends is never taken for new.</summary>
    private const long Gap = 1L << 32;

    private ProgressLog? _log;
    private long _epoch = -1;
    private int _steps;
    private bool _isRefused;
    private bool _isOwner;

    /// <summary>Appends to the owner's log.</summary>
    /// <returns>False: it has none, or it is full.</returns>
    /// <exception cref="LedgerBusyException">The disk failed.</exception>
    public bool TryAppend(long epoch, LedgerStep step)
    {
        try
        {
            return _log?.Epoch == epoch && _log.TryAppend(step);
        }
        catch (IOException failed)
        {
            throw new LedgerBusyException(
                $"The progress log in {folder} cannot be written ({failed.Message}).",
                failed
            );
        }
    }

    /// <summary>A step that could not be appended was committed by an owner.</summary>
    public void HasCommitted(long epoch)
    {
        (_steps, _epoch) = (epoch == _epoch ? _steps + 1 : 1, epoch);
        if (_steps < StepsWithoutLog || _log is not null || _isRefused)
        {
            return;
        }
        try
        {
            _log = ProgressLog.Create(folder, epoch, LedgerReader.Progress(connection));
        }
        catch (IOException)
        {
            _isRefused = true; // no room for it: each step is committed, as before
        }
    }

    /// <summary>Makes durable what was appended.</summary>
    public Task FlushAsync() => _log?.FlushAsync() ?? Task.CompletedTask;

    /// <summary>Commits together with what the logs hold.</summary>
    public void Fold(Action<FoldedProgress?> commit)
    {
        commit(Read() is { Fold.Count: > 0 } folded ? folded : null);
        _log?.IsFolded();
    }

    /// <summary>An interrupted run with what the logs hold.</summary>
    public InterruptedRun On(InterruptedRun run) => Read() is { Fold.Count: > 0 } folded ? folded.Fold.On(run) : run;

    /// <summary>Closes the logs of earlier owners, and brings what they hold into the tables.</summary>
    public void TakeOver(Action<FoldedProgress?> commit)
    {
        _log?.Dispose();
        (_log, _steps) = (null, 0);
        var files = ProgressLog.FilesIn(folder).ToList();
        files.ForEach(ProgressFile.Close);
        var folded = Read(Others(files));
        if (files.Count > 0)
        {
            commit(folded with { Last = folded.Last + Gap });
        }
        files.ForEach(File.Delete);
        _isOwner = true;
    }

    /// <inheritdoc/>
    public void Dispose() => _log?.Dispose();

    // A handle that has not claimed the ledger may meet another one's log.
    private FoldedProgress? Read()
    {
        if (_log is { } own)
        {
            return own.HasRecords ? Read([own.After]) : null;
        }
        return _isOwner ? null : Read(Others(ProgressLog.FilesIn(folder)));
    }

    private static IEnumerable<Func<long, IEnumerable<LedgerStep>>> Others(IEnumerable<string> files) =>
        files.Select<string, Func<long, IEnumerable<LedgerStep>>>(file =>
            sequence => ProgressFile.Read(file, sequence)
        );

    private FoldedProgress Read(IEnumerable<Func<long, IEnumerable<LedgerStep>>> logs)
    {
        var fold = new ProgressFold();
        var last = LedgerReader.Progress(connection);
        foreach (var log in logs)
        {
            var before = fold.Count;
            fold.Add(log(last));
            last += fold.Count - before;
        }
        return new FoldedProgress(fold, last);
    }
}
