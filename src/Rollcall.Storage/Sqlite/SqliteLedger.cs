using Microsoft.Data.Sqlite;
using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;
using Rollcall.Core.Runs;
using Rollcall.Core.Storage;

namespace Rollcall.Storage.Sqlite;

/// <summary>The ledger in a SQLite file.</summary>
public sealed class SqliteLedger : ISyncLedger, IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly LedgerWriter _writer;
    private readonly string _file;

    private SqliteLedger(string folder, string file, SqliteConnection connection)
    {
        (Folder, _file, _connection) = (folder, file, connection);
        _writer = new LedgerWriter(connection);
    }

    /// <inheritdoc/>
    public string Folder { get; }

    /// <summary>Opens the ledger of a state directory for writing; the file is made when it is not there.</summary>
    public static SqliteLedger Open(string folder)
    {
        var file = FileIn(folder);
        return new SqliteLedger(folder, file, LedgerDatabase.OpenForWriting(file));
    }

    /// <summary>Opens the ledger of a state directory for reading.</summary>
    public static SqliteLedger OpenForReading(string folder)
    {
        var file = FileIn(folder);
        return new SqliteLedger(folder, file, LedgerDatabase.OpenForReading(file));
    }

    /// <summary>Where a state directory keeps its ledger.</summary>
    public static string FileIn(string folder) => Path.Combine(folder, "rollcall.db");

    /// <inheritdoc/>
    public long Claim() =>
        Guard(() =>
        {
            using var command = Command("UPDATE sync SET epoch = epoch + 1 RETURNING epoch");
            return (long)command.ExecuteScalar()!;
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
                ? new InterruptedRun(
                    RecordJson.ReadRun(json),
                    LedgerReader.Pieces(_connection),
                    LedgerReader.Outcomes(_connection)
                )
                : null;
        });

    /// <inheritdoc/>
    public void Commit(long epoch, LedgerStep step) =>
        Guard(() =>
        {
            _writer.Commit(epoch, step);
            return true;
        });

    /// <inheritdoc/>
    public IReadOnlyList<Rejection> Between(UInt128 first, UInt128 last) =>
        Guard(() => LedgerReader.Rejections(_connection, first, last));

    /// <inheritdoc/>
    public OperationCounts CountRejections() => Guard(() => LedgerReader.CountRejections(_connection));

    /// <inheritdoc/>
    public IEnumerable<(UInt128 KeyHash, Operation Operation)> RejectionKeys() =>
        LedgerReader.RejectionKeys(_connection);

    /// <inheritdoc/>
    public IEnumerable<RejectedItem> RejectedItems() => LedgerReader.RejectedItems(_connection);

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
            var found = LedgerReader.Runs(
                _connection,
                "SELECT record FROM runs WHERE substr(id, 1, length($id)) = $id",
                ("$id", run)
            );
            return (found.Find(summary => summary.Run == run) ?? (found.Count == 1 ? found[0] : null))?.Report;
        });

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    /// <summary>Tells what SQLite throws in the ledger's own words.</summary>
    private T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (SqliteException damaged) when (LedgerDatabase.IsDamage(damaged))
        {
            throw LedgerDatabase.Damaged(_file, damaged);
        }
        // BUSY, LOCKED, IOERR, FULL: the transaction is rolled back; the same step may be tried again.
        catch (SqliteException busy) when (busy.SqliteErrorCode is 5 or 6 or 10 or 13)
        {
            throw new LedgerBusyException($"The ledger {_file} cannot be written just now: {busy.Message}", busy);
        }
    }
}
