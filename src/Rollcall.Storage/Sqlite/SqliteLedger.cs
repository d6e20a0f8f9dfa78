using Microsoft.Data.Sqlite;
using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;
using Rollcall.Core.Runs;
using Rollcall.Core.Storage;
using Rollcall.Storage.Progress;

namespace Rollcall.Storage.Sqlite;

/// <summary>The ledger in a SQLite file.</summary>
public sealed class SqliteLedger : ISyncLedger, IDisposable
{
    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private readonly LedgerWriter _writer;
    private readonly string _file;
    private readonly LedgerProgress _progress;

    /// <summary>The ledger of a state directory, on a connection that is its own from now on.</summary>
    internal SqliteLedger(string folder, SqliteConnection connection)
    {
        (Folder, _file, _connection) = (folder, FileIn(folder), connection);
        _writer = new LedgerWriter(connection);
        _progress = new LedgerProgress(folder, connection);
    }

    /// <inheritdoc/>
    public string Folder { get; }

    /// <summary>Opens the ledger of a state directory for writing; the file is made when it is not there.</summary>
    public static SqliteLedger Open(string folder) => new(folder, LedgerDatabase.OpenForWriting(FileIn(folder)));

    /// <summary>Opens the ledger of a state directory for reading.</summary>
    public static SqliteLedger OpenForReading(string folder) =>
        new(folder, LedgerDatabase.OpenForReading(FileIn(folder)));

    /// <summary>Where a state directory keeps its ledger.</summary>
    public static string FileIn(string folder) => Path.Combine(folder, "rollcall.db");

    /// <inheritdoc/>
    public long Claim() =>
        Guard(() =>
        {
            using var command = Command("UPDATE sync SET epoch = epoch + 1 RETURNING epoch");
            var epoch = (long)command.ExecuteScalar()!;
            _progress.TakeOver(before => _writer.Commit(epoch, new LedgerStep(), before));
            return epoch;
        });

    /// <inheritdoc/>
    public SyncRecord? Load() =>
        Guard(() =>
        {
            using var command = Command("SELECT record FROM sync");
            return command.ExecuteScalar() is string json ? RecordJson.ReadSync(json) : null;
        });

    /// <inheritdoc/>
    public InterruptedRun? Interrupted() =>
        Guard(() =>
        {
            using var command = Command("SELECT record FROM runs WHERE status = 'running'");
            return command.ExecuteScalar() is string json
                ? _progress.On(
                    new InterruptedRun(
                        LedgerReader.WithTraffic(_connection, RecordJson.ReadRun(json)),
                        LedgerReader.Pieces(_connection),
                        LedgerReader.Outcomes(_connection)
                    )
                )
                : null;
        });

    /// <inheritdoc/>
    public void Commit(long epoch, LedgerStep step) =>
        Guard(() =>
        {
            _progress.Fold(before => _writer.Commit(epoch, step, before));
            return true;
        });

    /// <inheritdoc/>
    public void Append(long epoch, LedgerStep step)
    {
        if (!step.IsProgress)
        {
            throw new ArgumentException("Only progress can be appended.", nameof(step));
        }
        lock (_gate)
        {
            if (!_progress.TryAppend(epoch, step))
            {
                Commit(epoch, step);
                _progress.HasCommitted(epoch);
            }
        }
    }

    /// <inheritdoc/>
    public Task FlushAsync() => _progress.FlushAsync();

    /// <inheritdoc/>
    public IReadOnlyList<Rejection> Between(UInt128 first, UInt128 last) =>
        Guard(() => LedgerReader.Rejections(_connection, first, last));

    /// <inheritdoc/>
    public OperationCounts CountRejections() => Guard(() => LedgerReader.CountRejections(_connection));

    /// <inheritdoc/>
    public IEnumerable<(UInt128 KeyHash, Operation Operation)> RejectionKeys() => Stream(LedgerReader.RejectionKeys);

    /// <inheritdoc/>
    public IEnumerable<RejectedItem> RejectedItems() => Stream(LedgerReader.RejectedItems);

    /// <inheritdoc/>
    public void RetryRejections() =>
        Guard(() =>
        {
            using var command = Command("UPDATE rejections SET retry_now = 1");
            return command.ExecuteNonQuery();
        });

    /// <inheritdoc/>
    public RunRecord? LastEndedRun(DateTimeOffset before) =>
        Guard(() =>
            LedgerReader
                .RunRecords(
                    _connection,
                    """
                    SELECT record FROM runs
                    WHERE status = 'ended' AND finished <= $before AND json_extract(record, '$.contentHash') <> ''
                    ORDER BY number DESC LIMIT 1
                    """,
                    ("$before", before.ToUnixTimeMilliseconds())
                )
                .FirstOrDefault()
        );

    /// <inheritdoc/>
    public RunRecord? HeldRun() =>
        Guard(() =>
            LedgerReader
                .RunRecords(_connection, "SELECT record FROM runs WHERE status = 'held' ORDER BY number DESC LIMIT 1")
                .FirstOrDefault()
        );

    /// <inheritdoc/>
    public IReadOnlyList<RetiredMembership> RetiredMemberships(DateTimeOffset at) =>
        Guard(() => LedgerReader.RetiredMemberships(_connection, at));

    /// <inheritdoc/>
    public IReadOnlyList<RunSummary> Runs(int limit) =>
        Guard(() =>
            LedgerReader.Runs(
                _connection,
                "SELECT record FROM runs ORDER BY number DESC LIMIT $limit",
                ("$limit", limit)
            )
        );

    /// <inheritdoc/>
    public RunReport? FindRun(string run) =>
        Guard(() =>
        {
            // The run of exactly this ID comes first; of a beginning, a second one makes it ambiguous.
            var found = LedgerReader.Runs(
                _connection,
                "SELECT record FROM runs WHERE substr(id, 1, length($id)) = $id ORDER BY id = $id DESC LIMIT 2",
                ("$id", run)
            );
            return found.Count == 1 || (found.Count > 1 && found[0].Run == run) ? found[0].Report : null;
        });

    /// <inheritdoc/>
    public void Dispose()
    {
        _progress.Dispose();
        _writer.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    /// <summary>
    /// Rows without end, on a connection of their own: they are of one moment, hold nothing up, and stay out of the way of
    /// what is committed meanwhile.
    /// </summary>
    private IEnumerable<T> Stream<T>(Func<SqliteConnection, IEnumerable<T>> query)
    {
        using var connection = LedgerDatabase.OpenForReading(_file);
        using var rows = query(connection).GetEnumerator();
        while (Told(rows.MoveNext))
        {
            yield return rows.Current;
        }
    }

    /// <summary>One at a time, since a connection serves one thread at a time, in the ledger's own words.</summary>
    private T Guard<T>(Func<T> action)
    {
        lock (_gate)
        {
            return Told(action);
        }
    }

    /// <summary>Tells what SQLite throws in the ledger's own words.</summary>
    private T Told<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (SqliteException damaged) when (LedgerDatabase.IsDamage(damaged))
        {
            throw LedgerDatabase.Damaged(_file, damaged);
        }
        catch (SqliteException second) when (second.SqliteErrorCode == 19) // CONSTRAINT: the index one_running
        {
            throw new InvalidOperationException("Another run of this sync still goes on.", second);
        }
        catch (SqliteException failed) when (LedgerDatabase.Busy(_file, failed) is { } busy)
        {
            throw busy;
        }
    }
}
