using Microsoft.Data.Sqlite;
using Rollcall.Core.Runs;
using Rollcall.Core.Storage;
using Rollcall.Storage.Progress;

namespace Rollcall.Storage.Sqlite;

/// <summary>Writes a step in one transaction, with statements that are prepared once.</summary>
internal sealed class LedgerWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Statement _epoch;
    private readonly Statement _sync;
    private readonly Statement _run;
    private readonly Statement _supersede;
    private readonly Statement _clearPieces;
    private readonly Statement _clearOutcomes;
    private readonly Statement _piece;
    private readonly Statement _gonePiece;
    private readonly Statement _outcome;
    private readonly Statement _goneOutcome;
    private readonly Statement _rejection;
    private readonly Statement _goneRejection;
    private readonly Statement _clearRejections;
    private readonly Statement _retire;
    private readonly Statement _traffic;
    private readonly Statement _clearTraffic;
    private readonly Statement _progress;

    public LedgerWriter(SqliteConnection connection)
    {
        _connection = connection;
        _epoch = new(connection, "SELECT epoch FROM sync", 0);
        _progress = new(connection, "UPDATE sync SET progress = $0", 1);
        _sync = new(connection, "UPDATE sync SET record = $0", 1);
        _run = new(
            connection,
            """
            INSERT INTO runs (id, status, started, finished, record) VALUES ($0, $1, $2, $3, $4)
            ON CONFLICT (id) DO UPDATE SET status = excluded.status, finished = excluded.finished, record = excluded.record
            """,
            5
        );
        _supersede = new(
            connection,
            """
            UPDATE runs SET status = 'superseded', record = json_set(record, '$.report.status', 'Superseded')
            WHERE status = 'held'
            """,
            0
        );
        _clearPieces = new(connection, "DELETE FROM pieces", 0);
        _clearOutcomes = new(connection, "DELETE FROM outcomes", 0);
        _clearTraffic = new(connection, "DELETE FROM traffic", 0);
        _traffic = new(
            connection,
            """
            INSERT OR REPLACE INTO traffic (id, sent, succeeded, failed, retried, bytes_sent)
            VALUES (1, $0, $1, $2, $3, $4)
            """,
            5
        );
        _piece = new(
            connection,
            """
            INSERT INTO pieces (lane, start, count, flags, tries, answered) VALUES ($0, $1, $2, $3, $4, $5)
            ON CONFLICT (lane, start) DO UPDATE SET count = excluded.count, flags = excluded.flags,
                tries = excluded.tries, answered = excluded.answered
            """,
            6
        );
        _gonePiece = new(connection, "DELETE FROM pieces WHERE lane = $0 AND start = $1", 2);
        _outcome = new(
            connection,
            """
            INSERT INTO outcomes (lane, start, count, outcome, may_land) VALUES ($0, $1, $2, $3, $4)
            ON CONFLICT (lane, start) DO UPDATE SET count = excluded.count, outcome = excluded.outcome,
                may_land = excluded.may_land
            """,
            5
        );
        _goneOutcome = new(connection, "DELETE FROM outcomes WHERE lane = $0 AND start = $1", 2);
        _rejection = new(
            connection,
            """
            INSERT INTO rejections
                (key_hash, operation, is_change, record_hash, item, reason, type, status, response, last_tried)
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (key_hash, operation) DO UPDATE SET is_change = excluded.is_change,
                record_hash = excluded.record_hash, item = excluded.item, reason = excluded.reason,
                type = excluded.type, status = excluded.status, response = excluded.response,
                last_tried = excluded.last_tried, retry_now = 0
            """,
            10
        );
        _goneRejection = new(connection, "DELETE FROM rejections WHERE key_hash = $0 AND operation = $1", 2);
        _clearRejections = new(connection, "DELETE FROM rejections", 0);
        _retire = new(
            connection,
            """
            INSERT INTO retired_memberships (list_id, membership, keep_until) SELECT $0, $1, $2
            WHERE NOT EXISTS
                (SELECT * FROM retired_memberships WHERE list_id IS $0 AND membership = $1 AND keep_until = $2)
            """,
            3
        );
    }

    /// <summary>Writes a step.</summary>
    /// <param name="epoch">Must be the present one.</param>
    /// <param name="step">What to write.</param>
    /// <param name="progress">What stood in progress logs before it; null: nothing.</param>
    public void Commit(long epoch, LedgerStep step, FoldedProgress? progress)
    {
        // BEGIN IMMEDIATE: it holds the write lock from here on, so that nobody can claim the sync until the step is made.
        using var transaction = _connection.BeginTransaction(deferred: false);
        if (_epoch.Number(transaction) != epoch)
        {
            throw new LostOwnershipException();
        }
        if (progress is { } folded)
        {
            var before = folded.Fold.Over(
                () => LedgerReader.Places(_connection, "pieces"),
                () => LedgerReader.Places(_connection, "outcomes")
            );
            WriteRun(before, transaction);
            WritePieces(before, transaction);
            _progress.Run(transaction, folded.Last);
        }
        WriteRun(step, transaction);
        WritePieces(step, transaction);
        WriteRejections(step, transaction);
        transaction.Commit();
    }

    private void WriteRun(LedgerStep step, SqliteTransaction transaction)
    {
        if (step.Sync is { } sync)
        {
            _sync.Run(transaction, RecordJson.Write(sync));
        }
        if (step.SupersedeHeldRuns)
        {
            _supersede.Run(transaction);
        }
        if (step.ClearRun)
        {
            _clearPieces.Run(transaction);
            _clearOutcomes.Run(transaction);
        }
        if (step.Run is { } run)
        {
            _run.Run(
                transaction,
                run.Id,
                StatusText(run.Report.Status),
                run.Started.ToUnixTimeMilliseconds(),
                (object?)run.Finished?.ToUnixTimeMilliseconds() ?? DBNull.Value,
                RecordJson.Write(run)
            );
            _clearTraffic.Run(transaction);
        }
        if (step.Traffic is { } traffic)
        {
            var requests = traffic.Requests;
            _traffic.Run(
                transaction,
                requests.Sent,
                requests.Succeeded,
                requests.Failed,
                requests.Retried,
                traffic.BytesSent
            );
        }
        if (step.Retired is { } retired)
        {
            _retire.Run(
                transaction,
                (object?)retired.ListId ?? DBNull.Value,
                retired.Membership.Text,
                retired.KeepUntil.ToUnixTimeMilliseconds()
            );
        }
    }

    private void WritePieces(LedgerStep step, SqliteTransaction transaction)
    {
        foreach (var (lane, start) in step.GonePieces)
        {
            _gonePiece.Run(transaction, (long)lane, start);
        }
        foreach (var piece in step.Pieces)
        {
            _piece.Run(
                transaction,
                (long)piece.Lane,
                piece.Start,
                piece.Count,
                (long)PieceMarks.Of(piece),
                piece.Tries,
                piece.Answered
            );
        }
        foreach (var (lane, start) in step.GoneOutcomes)
        {
            _goneOutcome.Run(transaction, (long)lane, start);
        }
        foreach (var (lane, range) in step.Outcomes)
        {
            _outcome.Run(transaction, (long)lane, range.Start, range.Count, (long)range.Outcome, range.MayLand);
        }
    }

    private void WriteRejections(LedgerStep step, SqliteTransaction transaction)
    {
        if (step.ClearRejections)
        {
            _clearRejections.Run(transaction);
        }
        foreach (var (hash, operation) in step.GoneRejections)
        {
            _goneRejection.Run(transaction, LedgerReader.Bytes(hash), (long)operation);
        }
        foreach (var item in step.Rejected)
        {
            _rejection.Run(
                transaction,
                LedgerReader.Bytes(item.KeyHash),
                (long)item.Operation,
                item.IsChange,
                (long)item.RecordHash,
                item.Item,
                item.Reason,
                item.Type,
                (object?)item.Status ?? DBNull.Value,
                item.Response,
                item.LastTried.ToUnixTimeMilliseconds()
            );
        }
    }

    public void Dispose()
    {
        foreach (
            var statement in new[]
            {
                _epoch,
                _sync,
                _run,
                _supersede,
                _clearPieces,
                _clearOutcomes,
                _piece,
                _gonePiece,
                _outcome,
                _goneOutcome,
                _rejection,
                _goneRejection,
                _clearRejections,
                _retire,
                _traffic,
                _clearTraffic,
                _progress,
            }
        )
        {
            statement.Dispose();
        }
    }

    private static string StatusText(RunStatus status) =>
        status switch
        {
            RunStatus.Running => "running",
            RunStatus.Held => "held",
            RunStatus.Superseded => "superseded",
            _ => "ended",
        };

    /// <summary>A statement with parameters <c>$0</c>, <c>$1</c> …</summary>
    private sealed class Statement : IDisposable
    {
        private readonly SqliteCommand _command;

        public Statement(SqliteConnection connection, string sql, int parameters)
        {
            _command = connection.CreateCommand();
            _command.CommandText = sql;
            for (var index = 0; index < parameters; index++)
            {
                _command.Parameters.Add(new SqliteParameter($"${index}", null));
            }
        }

        public long Number(SqliteTransaction transaction)
        {
            _command.Transaction = transaction;
            return (long)_command.ExecuteScalar()!;
        }

        public void Run(SqliteTransaction transaction, params ReadOnlySpan<object> values)
        {
            for (var index = 0; index < values.Length; index++)
            {
                _command.Parameters[index].Value = values[index];
            }
            _command.Transaction = transaction;
            _command.ExecuteNonQuery();
        }

        public void Dispose() => _command.Dispose();
    }
}

/// <summary>Records of progress logs that go into the tables.</summary>
/// <param name="Fold">The records together.</param>
/// <param name="Last">The number that the tables are up to with them.</param>
internal readonly record struct FoldedProgress(ProgressFold Fold, long Last);
