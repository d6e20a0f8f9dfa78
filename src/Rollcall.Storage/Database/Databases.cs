using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Rollcall.Storage.Database;

/// <summary>Opens sessions with the portal's database. Safe for use from several threads at once; a session is not.</summary>
public sealed class Databases
{
    // Identity's context asks the application, not its own property, which tables there are: version 3 has passkeys.
    private static readonly ServiceProvider IdentitySchema = new ServiceCollection()
        .Configure<IdentityOptions>(identity => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
        .BuildServiceProvider();

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

    /// <summary>Brings the database up to date.</summary>
    public async Task CreateAsync(CancellationToken cancellation = default)
    {
        await using var database = OpenForInstallation();
        await database.Database.EnsureCreatedAsync(cancellation).ConfigureAwait(false);
        await database.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellation).ConfigureAwait(false);
    }
}
