using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rollcall.Core.Runs;

namespace Rollcall.Storage.Database;

/// <summary>Opens sessions with the portal's database. Safe for use from several threads at once; a session is not. Disposed, it lets go of the file.</summary>
public sealed class Databases : IDisposable
{
    // Identity's context asks the application, not its own property, which tables there are: version 3 has passkeys.
    private static readonly ServiceProvider IdentitySchema = new ServiceCollection()
        .Configure<IdentityOptions>(identity => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
        .BuildServiceProvider();

    /// <summary>Raised with every change of tables; it stands in the file, as <c>PRAGMA user_version</c>.</summary>
    private const int SchemaVersion = 1;

    // A PRAGMA takes no parameter.
    private const string SetVersion = "PRAGMA user_version = 1";

    private readonly DbContextOptions<RollcallDatabase> _options;

    /// <summary>A database in one file of SQLite.</summary>
    /// <param name="file">Made by <see cref="CreateAsync"/> when it is not there.</param>
    public Databases(string file)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true };
        _options = new DbContextOptionsBuilder<RollcallDatabase>()
            .UseSqlite(connection.ToString())
            .UseApplicationServiceProvider(IdentitySchema)
            .Options;
    }

    /// <summary>A session on behalf of a tenant. The caller disposes it.</summary>
    public RollcallDatabase Open(Tenant tenant) => new(_options, tenant);

    /// <summary>A session on behalf of one organization.</summary>
    public RollcallDatabase OpenFor(string organizationId) => Open(Tenant.Organization(organizationId));

    /// <summary>A session of the installation itself, which sees every organization's rows.</summary>
    public RollcallDatabase OpenForInstallation() => Open(Tenant.Installation);

    /// <summary>Closes the connections kept for reuse: one kept on would go on reading a file that was deleted or replaced meanwhile.</summary>
    public void Dispose()
    {
        using var database = OpenForInstallation();
        SqliteConnection.ClearPool((SqliteConnection)database.Database.GetDbConnection());
    }

    /// <summary>Makes the database where there is none; leaves one of another version alone.</summary>
    /// <exception cref="UsageException">Another version of Rollcall made it.</exception>
    public async Task CreateAsync(CancellationToken cancellation = default)
    {
        await using var database = OpenForInstallation();
        var session = database.Database;
        if (await session.EnsureCreatedAsync(cancellation).ConfigureAwait(false))
        {
            await session.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellation).ConfigureAwait(false);
            await session.ExecuteSqlRawAsync(SetVersion, cancellation).ConfigureAwait(false);
            return;
        }
        var versions = await session
            .SqlQuery<int>($"SELECT user_version AS Value FROM pragma_user_version")
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        if (versions is not [SchemaVersion])
        {
            throw new UsageException(
                $"The database {session.GetDbConnection().DataSource} was made by another version of Rollcall (its schema is {versions[0]}, this program's is {SchemaVersion}). Nothing was changed; use the version that made it, or another data folder."
            );
        }
    }
}
