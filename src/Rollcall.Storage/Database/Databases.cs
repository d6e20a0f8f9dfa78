using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
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

    private readonly DbContextOptions<RollcallDatabase> _options;

    /// <summary>A database in one file of SQLite.</summary>
    /// <param name="file">Made by <see cref="CreateAsync"/> when it is not there.</param>
    public Databases(string file)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true };
        _options = new DbContextOptionsBuilder<RollcallDatabase>()
            .UseSqlite(connection.ToString())
            .UseApplicationServiceProvider(IdentitySchema)
            // A test compares the model with the migrations; doing it at every start would cost more than the rest of it.
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
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

    /// <summary>Makes the database where there is none, and brings one of an older version to this one; a copy of the file is kept before.</summary>
    /// <exception cref="UsageException">A newer version of Rollcall has used it: it is left alone.</exception>
    public async Task CreateAsync(CancellationToken cancellation = default)
    {
        await using var database = OpenForInstallation();
        var session = database.Database;
        var upgrade = new Upgrade(database, [.. session.GetMigrations()], session.MigrateAsync);
        await upgrade.RunAsync(cancellation).ConfigureAwait(false);
    }
}
