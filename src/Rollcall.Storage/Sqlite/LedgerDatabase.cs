using System.Globalization;
using Microsoft.Data.Sqlite;
using Rollcall.Core.Runs;
using Rollcall.Core.Snapshots;
using Rollcall.Core.Storage;

namespace Rollcall.Storage.Sqlite;

/// <summary>Opens a ledger's database file: write-ahead log, full sync, the schema brought up to date.</summary>
internal static class LedgerDatabase
{
    /// <summary>Marks the file as a ledger (<c>PRAGMA application_id</c>): "Roll" in ASCII.</summary>
    private const int ApplicationId = 0x526F6C6C;

    /// <summary>How long a statement waits for another process's lock.</summary>
    private const int BusySeconds = 5;

    private static readonly List<string> Migrations =
    [
        .. typeof(LedgerDatabase)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("Migrations/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Opens for writing, made when it is not there.</summary>
    /// <exception cref="UsageException">The file is not a ledger, or a newer version's.</exception>
    /// <exception cref="DamagedStateException">The file is no sound database.</exception>
    public static SqliteConnection OpenForWriting(string file) =>
        Open(
            file,
            SqliteOpenMode.ReadWriteCreate,
            connection =>
            {
                Execute(connection, "PRAGMA journal_mode = WAL");
                // FULL: a committed step survives a power cut, not only a crash of the process.
                Execute(connection, "PRAGMA synchronous = FULL");
                Migrate(connection, file);
            }
        );

    /// <summary>Opens what is there, for reading.</summary>
    /// <exception cref="UsageException">The file is not a ledger, or another version's.</exception>
    /// <exception cref="DamagedStateException">The file is no sound database.</exception>
    public static SqliteConnection OpenForReading(string file) =>
        Open(
            file,
            SqliteOpenMode.ReadOnly,
            connection =>
            {
                if (CheckVersion(connection, file) < Migrations.Count)
                {
                    throw new UsageException(
                        $"The ledger {file} was begun by an older version of Rollcall. Run `rollcall sync` on it once, which brings it up to date."
                    );
                }
            }
        );

    /// <summary>Whether SQLite says that the file is no sound database.</summary>
    public static bool IsDamage(SqliteException exception) => exception.SqliteErrorCode is 11 or 26; // CORRUPT, NOTADB

    /// <summary>What a damaged file is told as.</summary>
    public static DamagedStateException Damaged(string file, Exception cause) =>
        new(
            $"The ledger {file} is damaged ({cause.Message}). Restore the state directory from a backup, "
                + "or begin with an empty one: the list is then created anew.",
            cause
        );

    /// <summary>What a lock, a full disk or a failing disk is told as; null for anything else.</summary>
    public static LedgerBusyException? Busy(string file, SqliteException cause)
    {
        // The primary codes: BUSY, LOCKED, IOERR, FULL. In each the transaction is rolled back.
        var (what, remedy) = cause.SqliteErrorCode switch
        {
            5 or 6 => ("is locked by another program", "close it"),
            10 => ("cannot be written", "see whether the disk is in order"),
            13 => ("cannot grow: the disk is full", "free some space"),
            _ => (null, null),
        };
        return what is null
            ? null
            : new LedgerBusyException(
                $"The ledger {file} {what} ({cause.Message}). Nothing was changed; {remedy}, then it goes on.",
                cause
            );
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode, Action<SqliteConnection> prepare)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = mode,
                Pooling = false,
                DefaultTimeout = BusySeconds,
            }.ConnectionString
        );
        try
        {
            connection.Open();
            prepare(connection);
            return connection;
        }
        catch (SqliteException damaged) when (IsDamage(damaged))
        {
            connection.Dispose();
            throw Damaged(file, damaged);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Migrate(SqliteConnection connection, string file)
    {
        var version = CheckVersion(connection, file);
        foreach (var (name, number) in Migrations.Select((name, index) => (name, index + 1)).Skip(version))
        {
            using var reader = new StreamReader(typeof(LedgerDatabase).Assembly.GetManifestResourceStream(name)!);
            using var transaction = connection.BeginTransaction();
            Execute(connection, reader.ReadToEnd(), transaction);
            Execute(connection, $"PRAGMA application_id = {ApplicationId}", transaction);
            Execute(connection, $"PRAGMA user_version = {number}", transaction);
            transaction.Commit();
        }
    }

    private static int CheckVersion(SqliteConnection connection, string file)
    {
        var version = Number(connection, "PRAGMA user_version");
        var application = Number(connection, "PRAGMA application_id");
        var tables = Number(connection, "SELECT count(*) FROM sqlite_schema");
        if (application != ApplicationId && (application != 0 || version != 0 || tables != 0))
        {
            throw new UsageException(
                $"{file} is a database of another program. Give a directory of Rollcall's own with --state."
            );
        }
        if (version > Migrations.Count)
        {
            throw new UsageException(
                $"The ledger {file} was written by a newer version of Rollcall (schema {version}; this one knows up to {Migrations.Count}). Use that version."
            );
        }
        return (int)version;
    }

    private static void Execute(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
