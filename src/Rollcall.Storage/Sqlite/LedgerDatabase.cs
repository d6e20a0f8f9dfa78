using System.Globalization;
using Microsoft.Data.Sqlite;
using Rollcall.Core.Snapshots;

namespace Rollcall.Storage.Sqlite;

/// <summary>Opens a ledger's database file: write-ahead log, full sync, the schema brought up to date.</summary>
internal static class LedgerDatabase
{
    /// <summary>Opens for writing, made when it is not there.</summary>
    public static SqliteConnection OpenForWriting(string file)
    {
        var connection = Connect(file, SqliteOpenMode.ReadWriteCreate);
        try
        {
            Execute(connection, "PRAGMA journal_mode = WAL");
            // FULL: a committed step survives a power cut, not only a crash of the process.
            Execute(connection, "PRAGMA synchronous = FULL");
            Migrate(connection);
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

    /// <summary>Opens what is there, for reading.</summary>
    public static SqliteConnection OpenForReading(string file) => Connect(file, SqliteOpenMode.ReadOnly);

    /// <summary>Whether SQLite says that the file is no sound database.</summary>
    public static bool IsDamage(SqliteException exception) => exception.SqliteErrorCode is 11 or 26; // CORRUPT, NOTADB

    /// <summary>What a damaged file is told as.</summary>
    public static DamagedStateException Damaged(string file, Exception cause) =>
        new(
            $"The ledger {file} is damaged ({cause.Message}). Restore the state directory from a backup, "
                + "or begin with an empty one: the list is then created anew.",
            cause
        );

    private static SqliteConnection Connect(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = mode,
                Pooling = false,
                DefaultTimeout = 5,
            }.ConnectionString
        );
        connection.Open();
        return connection;
    }

    private static void Migrate(SqliteConnection connection)
    {
        var version = Convert.ToInt32(Scalar(connection, "PRAGMA user_version"), CultureInfo.InvariantCulture);
        var assembly = typeof(LedgerDatabase).Assembly;
        var migrations = assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith("Migrations/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (version > migrations.Count)
        {
            throw new DamagedStateException(
                $"The ledger was written by a newer version of Rollcall (schema {version}, known here: {migrations.Count}). Use that version."
            );
        }
        foreach (var (name, number) in migrations.Select((name, index) => (name, index + 1)).Skip(version))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            using var transaction = connection.BeginTransaction();
            Execute(connection, reader.ReadToEnd(), transaction);
            Execute(connection, $"PRAGMA user_version = {number}", transaction);
            transaction.Commit();
        }
    }

    private static void Execute(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
