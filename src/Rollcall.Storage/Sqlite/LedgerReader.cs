using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;
using Rollcall.Core.Runs;
using Rollcall.Core.Snapshots;
using Rollcall.Core.Storage;
using Rollcall.Storage.Progress;

namespace Rollcall.Storage.Sqlite;

/// <summary>The ledger's queries.</summary>
internal static class LedgerReader
{
    public static List<PieceRecord> Pieces(SqliteConnection connection)
    {
        using var command = Command(
            connection,
            "SELECT lane, start, count, flags, tries, answered FROM pieces ORDER BY lane, start"
        );
        using var row = command.ExecuteReader();
        var pieces = new List<PieceRecord>();
        while (row.Read())
        {
            pieces.Add(
                PieceMarks.Read(
                    (Lane)row.GetByte(0),
                    row.GetInt64(1),
                    row.GetInt32(2),
                    (PieceFlags)row.GetInt32(3),
                    row.GetInt32(4),
                    row.GetInt32(5)
                )
            );
        }
        return pieces;
    }

    /// <summary>Where the rows of a table of pieces or outcomes are.</summary>
    public static HashSet<(Lane Lane, long Start)> Places(SqliteConnection connection, string table)
    {
        using var command = Command(connection, $"SELECT lane, start FROM {table}");
        using var row = command.ExecuteReader();
        var places = new HashSet<(Lane, long)>();
        while (row.Read())
        {
            places.Add(((Lane)row.GetByte(0), row.GetInt64(1)));
        }
        return places;
    }

    /// <summary>The last record of a progress log that is in the tables.</summary>
    public static long Progress(SqliteConnection connection)
    {
        using var command = Command(connection, "SELECT progress FROM sync");
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>The running run with the requests of its last step.</summary>
    public static RunRecord WithTraffic(SqliteConnection connection, RunRecord run)
    {
        using var command = Command(connection, "SELECT sent, succeeded, failed, retried, bytes_sent FROM traffic");
        using var row = command.ExecuteReader();
        return row.Read()
            ? run with
            {
                Report = run.Report with
                {
                    Requests = new RequestCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)),
                    BytesSent = row.GetInt64(4),
                },
            }
            : run;
    }

    public static List<(Lane Lane, OutcomeRange Range)> Outcomes(SqliteConnection connection)
    {
        using var command = Command(
            connection,
            "SELECT lane, start, count, outcome, may_land FROM outcomes ORDER BY lane, start"
        );
        using var row = command.ExecuteReader();
        var outcomes = new List<(Lane, OutcomeRange)>();
        while (row.Read())
        {
            outcomes.Add(
                (
                    (Lane)row.GetByte(0),
                    new OutcomeRange(row.GetInt64(1), row.GetInt64(2), (Outcome)row.GetByte(3), row.GetBoolean(4))
                )
            );
        }
        return outcomes;
    }

    public static List<Rejection> Rejections(SqliteConnection connection, UInt128 first, UInt128 last)
    {
        using var command = Command(
            connection,
            """
            SELECT key_hash, operation, record_hash, last_tried, retry_now FROM rejections
            WHERE key_hash BETWEEN $first AND $last ORDER BY key_hash, operation
            """,
            ("$first", Bytes(first)),
            ("$last", Bytes(last))
        );
        using var row = command.ExecuteReader();
        var rejections = new List<Rejection>();
        while (row.Read())
        {
            rejections.Add(
                new Rejection(
                    Hash((byte[])row[0]),
                    (Operation)row.GetByte(1),
                    (ulong)row.GetInt64(2),
                    DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)),
                    row.GetBoolean(4)
                )
            );
        }
        return rejections;
    }

    public static OperationCounts CountRejections(SqliteConnection connection)
    {
        using var command = Command(
            connection,
            """
            SELECT count(*) FILTER (WHERE operation = 0 AND NOT is_change), count(*) FILTER (WHERE operation = 1),
                   count(*) FILTER (WHERE operation = 0 AND is_change) FROM rejections
            """
        );
        using var row = command.ExecuteReader();
        row.Read();
        return new OperationCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
    }

    public static IEnumerable<(UInt128 KeyHash, Operation Operation)> RejectionKeys(SqliteConnection connection)
    {
        using var command = Command(
            connection,
            "SELECT key_hash, operation FROM rejections ORDER BY key_hash, operation"
        );
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            yield return (Hash((byte[])row[0]), (Operation)row.GetByte(1));
        }
    }

    public static IEnumerable<RejectedItem> RejectedItems(SqliteConnection connection)
    {
        using var command = Command(
            connection,
            """
            SELECT key_hash, operation, is_change, record_hash, item, reason, type, status, response, last_tried
            FROM rejections ORDER BY last_tried DESC, key_hash, operation
            """
        );
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            yield return new RejectedItem
            {
                KeyHash = Hash((byte[])row[0]),
                Operation = (Operation)row.GetByte(1),
                IsChange = row.GetBoolean(2),
                RecordHash = (ulong)row.GetInt64(3),
                Item = row.GetString(4),
                Reason = row.GetString(5),
                Type = row.GetString(6),
                Status = row.IsDBNull(7) ? null : row.GetInt32(7),
                Response = row.GetString(8),
                LastTried = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(9)),
            };
        }
    }

    public static List<RetiredMembership> RetiredMemberships(SqliteConnection connection, DateTimeOffset at)
    {
        using var command = Command(
            connection,
            "SELECT list_id, membership, keep_until FROM retired_memberships WHERE keep_until > $at ORDER BY number",
            ("$at", at.ToUnixTimeMilliseconds())
        );
        using var row = command.ExecuteReader();
        var retired = new List<RetiredMembership>();
        while (row.Read())
        {
            retired.Add(
                new RetiredMembership(
                    row.IsDBNull(0) ? null : row.GetString(0),
                    new MembershipManifest(row.GetString(1)),
                    DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2))
                )
            );
        }
        return retired;
    }

    public static List<RunSummary> Runs(SqliteConnection connection, string sql, params (string, object)[] values) =>
        [
            .. RunRecords(connection, sql, values)
                .Select(run => new RunSummary(run.Id, run.Report.Status, run.Started, run.Finished, run.Report)),
        ];

    public static List<RunRecord> RunRecords(SqliteConnection connection, string sql, params (string, object)[] values)
    {
        using var command = Command(connection, sql, values);
        using var row = command.ExecuteReader();
        var runs = new List<RunRecord>();
        while (row.Read())
        {
            runs.Add(RecordJson.ReadRun(row.GetString(0)));
        }
        return runs;
    }

    /// <summary>A hash as 16 bytes that sort like the number.</summary>
    public static byte[] Bytes(UInt128 hash)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, hash);
        return bytes;
    }

    private static UInt128 Hash(byte[] bytes) => BinaryPrimitives.ReadUInt128BigEndian(bytes);

    private static SqliteCommand Command(
        SqliteConnection connection,
        string sql,
        params (string Name, object Value)[] values
    )
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }
        return command;
    }
}
