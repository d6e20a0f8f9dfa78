using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Runs;

namespace Rollcall.Storage.Database;

/// <summary>Brings a database to this program's version: makes one that is not there, changes the tables of an older one, which is copied before, and leaves a newer one alone.</summary>
/// <param name="database">A session with it.</param>
/// <param name="known">The migrations that this program knows, the oldest first.</param>
/// <param name="migrate">Makes those that are missing.</param>
internal sealed class Upgrade(
    RollcallDatabase database,
    IReadOnlyList<string> known,
    Func<CancellationToken, Task> migrate
)
{
    private readonly string _file = database.Database.GetDbConnection().DataSource;

    /// <summary>Does it.</summary>
    /// <exception cref="UsageException">A newer version of Rollcall has used it, or it was made before versions were kept. Nothing was changed.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (!File.Exists(_file) || await IsEmptyAsync(cancellation).ConfigureAwait(false))
        {
            await migrate(cancellation).ConfigureAwait(false);
            return;
        }
        var done = await DoneAsync(cancellation).ConfigureAwait(false);
        if (done.Except(known).LastOrDefault() is { } newer)
        {
            throw new UsageException(
                $"The database {_file} was used by a newer version of Rollcall (its tables are those of {newer}, which this program does not know). Nothing was changed; use the newer version, or a copy from before."
            );
        }
        if (known.Except(done).Any())
        {
            await KeepCopyAsync(done[^1], cancellation).ConfigureAwait(false);
            await migrate(cancellation).ConfigureAwait(false);
        }
    }

    // Also while another process is making it: then that one is waited for.
    private async Task<bool> IsEmptyAsync(CancellationToken cancellation) =>
        await CountAsync("name NOT LIKE '!_!_EF%' ESCAPE '!' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'", cancellation)
            .ConfigureAwait(false) == 0;

    // Read by hand: asking the framework makes tables and takes locks at every start, and when a shell looks in.
    private async Task<List<string>> DoneAsync(CancellationToken cancellation)
    {
        if (await CountAsync("name = '__EFMigrationsHistory'", cancellation).ConfigureAwait(false) == 0)
        {
            throw new UsageException(
                $"The database {_file} was made by a version of Rollcall from before its first release, or not by Rollcall. Nothing was changed; give another data folder."
            );
        }
        return await database
            .Database.SqlQueryRaw<string>("SELECT MigrationId AS Value FROM __EFMigrationsHistory ORDER BY MigrationId")
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
    }

    private async Task<int> CountAsync(string tables, CancellationToken cancellation)
    {
        var sql = $"SELECT COUNT(*) AS Value FROM sqlite_master WHERE type = 'table' AND {tables}";
        var counts = await database.Database.SqlQueryRaw<int>(sql).ToListAsync(cancellation).ConfigureAwait(false);
        return counts[0];
    }

    // Whole and consistent, whatever another process is writing; what stands in the log beside the file is in it.
    private async Task KeepCopyAsync(string version, CancellationToken cancellation)
    {
        var copies = Enumerable
            .Range(1, int.MaxValue)
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"{_file}.{version}.{number}"));
        var copy = copies.First(name => !File.Exists(name));
        await database.Database.ExecuteSqlAsync($"VACUUM INTO {copy}", cancellation).ConfigureAwait(false);
    }
}
