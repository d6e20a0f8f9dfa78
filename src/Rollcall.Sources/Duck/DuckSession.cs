using System.Globalization;
using DuckDB.NET.Native;

namespace Rollcall.Sources.Duck;

/// <summary>
/// A DuckDB of its own in memory, for one reading. Its native library is loaded here and nowhere else, since that takes
/// longer than reading a small CSV file does. It may read files and nothing more: it never loads or fetches extensions,
/// and its settings cannot be changed by a query.
/// </summary>
internal sealed class DuckSession : IDisposable
{
    // More threads would each want buffers of the memory that is given.
    private const int MostThreads = 4;

    private readonly DuckDBDatabase _database;
    private readonly DuckDBNativeConnection _connection;
    private readonly string _spill = Path.Combine(
        Path.GetTempPath(),
        $"rollcall-{Environment.ProcessId}-{Guid.NewGuid():N}"
    );

    /// <summary>Starts a DuckDB.</summary>
    /// <param name="memory">Bytes that it may hold; what needs more, such as a large sort, goes to a temporary folder.</param>
    /// <exception cref="DuckException">It does not start.</exception>
    public DuckSession(long memory)
    {
        using var config = Configure(memory, _spill);
        if (!NativeMethods.Startup.DuckDBOpen(":memory:", out _database, config, out var error).IsSuccess())
        {
            throw new DuckException(error);
        }
        if (!NativeMethods.Startup.DuckDBConnect(_database, out _connection).IsSuccess())
        {
            _database.Dispose();
            throw new DuckException("DuckDB refuses a connection.");
        }
    }

    /// <summary>Runs a statement that has no result to read.</summary>
    /// <exception cref="DuckException">It failed.</exception>
    public void Execute(string sql)
    {
        using var statement = Prepare(sql);
        using var rows = new DuckRows(statement);
    }

    /// <summary>Prepares a statement: says what is wrong with it without running it.</summary>
    /// <exception cref="DuckException">It is none, more than one, or reads something that is not there.</exception>
    public DuckDBPreparedStatement Prepare(string sql)
    {
        if (NativeMethods.PreparedStatements.DuckDBPrepare(_connection, sql, out var statement).IsSuccess())
        {
            return statement;
        }
        var error = NativeMethods.PreparedStatements.DuckDBPrepareError(statement);
        statement.Dispose();
        throw new DuckException(error);
    }

    /// <summary>Stops what runs, from another thread.</summary>
    public void Interrupt() => NativeMethods.Startup.DuckDBInterrupt(_connection);

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
        if (Directory.Exists(_spill))
        {
            Directory.Delete(_spill, recursive: true);
        }
    }

    private static DuckDBConfig Configure(long memory, string spill)
    {
        NativeMethods.Configuration.DuckDBCreateConfig(out var config);
        Set("memory_limit", string.Create(CultureInfo.InvariantCulture, $"{memory >> 10}KiB"));
        Set("threads", Math.Min(Environment.ProcessorCount, MostThreads).ToString(CultureInfo.InvariantCulture));
        Set("temp_directory", spill);
        Set("autoinstall_known_extensions", "false");
        Set("autoload_known_extensions", "false");
        Set("allow_community_extensions", "false");
        return config;

        void Set(string name, string value)
        {
            if (!NativeMethods.Configuration.DuckDBSetConfig(config, name, value).IsSuccess())
            {
                throw new DuckException($"DuckDB refuses {name} = {value}.");
            }
        }
    }
}
