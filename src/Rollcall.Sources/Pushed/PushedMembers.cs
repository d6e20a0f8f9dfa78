using Microsoft.Data.Sqlite;

namespace Rollcall.Sources.Pushed;

/// <summary>
/// Members that were pushed through the API, in a file of SQLite: a small change costs what it changes, and whoever reads
/// sees one moment. One writer at a time is the caller's business.
/// </summary>
/// <param name="file">The file; made by <see cref="ReplaceAsync"/>.</param>
/// <param name="keyColumn">The property that tells members apart.</param>
public sealed class PushedMembers(string file, string keyColumn)
{
    private readonly MemberKey _key = new(keyColumn);

    /// <summary>Makes the file, which is not there yet, of a body's members. Of several with one key the last counts.</summary>
    /// <param name="body">JSON lines, or one JSON array of objects.</param>
    /// <param name="cancellation">Stops; the file is then gone again.</param>
    /// <exception cref="PushException">A member cannot be taken; the file is gone again.</exception>
    public async Task<PushCounts> ReplaceAsync(Stream body, CancellationToken cancellation)
    {
        try
        {
            using var connection = Open(SqliteOpenMode.ReadWriteCreate);
            Execute(
                connection,
                """
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                CREATE TABLE members (key TEXT NOT NULL PRIMARY KEY, row BLOB NOT NULL) WITHOUT ROWID;
                CREATE TABLE count (members INTEGER NOT NULL);
                INSERT INTO count VALUES (0);
                """
            );
            return await AddAsync(connection, body, cancellation).ConfigureAwait(false);
        }
        catch
        {
            Delete(file);
            throw;
        }
    }

    /// <summary>Adds members, or puts new values in the place of those with the same key: all of the body's, or none.</summary>
    /// <exception cref="PushException">A member cannot be taken; nothing was changed.</exception>
    public async Task<PushCounts> AddAsync(Stream body, CancellationToken cancellation)
    {
        using var connection = Open(SqliteOpenMode.ReadWrite);
        return await AddAsync(connection, body, cancellation).ConfigureAwait(false);
    }

    /// <summary>Removes members; those that are not there are passed over. All of the body's, or none.</summary>
    /// <param name="body">JSON lines, or one JSON array, of keys or of objects that hold them.</param>
    /// <param name="cancellation">Stops; nothing is changed.</param>
    /// <exception cref="PushException">A key cannot be taken; nothing was changed.</exception>
    public async Task<PushCounts> RemoveAsync(Stream body, CancellationToken cancellation)
    {
        using var connection = Open(SqliteOpenMode.ReadWrite);
        using var transaction = connection.BeginTransaction();
        using var delete = Command(connection, "DELETE FROM members WHERE key = $key", transaction);
        var key = delete.Parameters.Add("$key", SqliteType.Text);
        long removed = 0;
        var taken = await new PushedBody(body)
            .ReadAsync(
                (json, kind, number) =>
                {
                    key.Value = _key.OfLeaving(json, kind, number);
                    removed += delete.ExecuteNonQuery();
                },
                cancellation
            )
            .ConfigureAwait(false);
        var members = Count(connection, transaction, -removed);
        transaction.Commit();
        return new PushCounts(taken, removed, members);
    }

    /// <summary>The member of a key, as it was pushed; null when there is none.</summary>
    public string? Find(string key)
    {
        using var connection = Open(SqliteOpenMode.ReadOnly);
        using var select = Command(connection, "SELECT CAST(row AS TEXT) FROM members WHERE key = $key", null);
        select.Parameters.AddWithValue("$key", key);
        return select.ExecuteScalar() as string;
    }

    /// <summary>Deletes a file that nobody uses any more.</summary>
    public static void Delete(string file)
    {
        foreach (var part in (string[])[file, $"{file}-wal", $"{file}-shm"])
        {
            File.Delete(part);
        }
    }

    private async Task<PushCounts> AddAsync(SqliteConnection connection, Stream body, CancellationToken cancellation)
    {
        using var transaction = connection.BeginTransaction();
        using var insert = Command(connection, "INSERT OR IGNORE INTO members VALUES ($key, $row)", transaction);
        using var update = Command(connection, "UPDATE members SET row = $row WHERE key = $key", transaction);
        var (key, row) = (new SqliteParameter("$key", SqliteType.Text), new SqliteParameter("$row", SqliteType.Blob));
        insert.Parameters.AddRange([key, row]);
        update.Parameters.AddRange([key, row]);
        long added = 0;
        var taken = await new PushedBody(body)
            .ReadAsync(
                (json, kind, number) =>
                {
                    key.Value = _key.OfMember(json, kind, number);
                    row.Value = json.ToArray();
                    var isNew = insert.ExecuteNonQuery() > 0;
                    added += isNew ? 1 : 0;
                    _ = isNew || update.ExecuteNonQuery() > 0;
                },
                cancellation
            )
            .ConfigureAwait(false);
        var members = Count(connection, transaction, added);
        transaction.Commit();
        return new PushCounts(taken, added, members);
    }

    private SqliteConnection Open(SqliteOpenMode mode) => Open(file, mode);

    internal static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        // No pool: a file that was replaced is to be free when its last reader is done.
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = mode,
            Pooling = false,
        };
        var connection = new SqliteConnection(text.ToString());
        connection.Open();
        return connection;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, SqliteTransaction? transaction)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        return command;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql, null);
        command.ExecuteNonQuery();
    }

    // Kept, since counting would cost what there is rather than what has changed.
    private static long Count(SqliteConnection connection, SqliteTransaction transaction, long more)
    {
        using var count = Command(
            connection,
            "UPDATE count SET members = members + $more RETURNING members",
            transaction
        );
        count.Parameters.AddWithValue("$more", more);
        return (long)count.ExecuteScalar()!;
    }
}

/// <summary>What a push changed.</summary>
/// <param name="Taken">Members in the body.</param>
/// <param name="Changed">Members that are new, or that were removed.</param>
/// <param name="Members">Members that there are now.</param>
public sealed record PushCounts(long Taken, long Changed, long Members);
