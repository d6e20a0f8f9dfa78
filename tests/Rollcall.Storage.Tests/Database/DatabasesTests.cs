using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Runs;
using Rollcall.Storage.Database;

namespace Rollcall.Storage.Tests.Database;

public sealed class DatabasesTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private string Portal => _folder.At("portal.db");

    [Fact]
    public async Task A_database_that_is_there_is_opened_again()
    {
        var databases = new Databases(_folder.At("portal.db"));
        await databases.CreateAsync();
        await databases.CreateAsync();
    }

    [Fact]
    public async Task A_database_that_a_newer_version_used_is_left_alone()
    {
        using var databases = await MadeAsync();
        await SqlAsync(databases, "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Later', '99.0.0')");
        var before = await File.ReadAllBytesAsync(Portal);
        var refused = await Assert.ThrowsAsync<UsageException>(() => databases.CreateAsync());
        Assert.Contains("newer version of Rollcall", refused.Message);
        Assert.Contains("29990101000000_Later", refused.Message);
        Assert.Equal(before, await File.ReadAllBytesAsync(Portal));
    }

    [Fact]
    public async Task A_database_without_a_version_is_left_alone()
    {
        using var databases = await MadeAsync();
        await SqlAsync(databases, "DROP TABLE __EFMigrationsHistory");
        var refused = await Assert.ThrowsAsync<UsageException>(() => databases.CreateAsync());
        Assert.Contains("before its first release", refused.Message);
    }

    [Fact]
    public async Task An_older_database_is_upgraded_with_its_rows_and_a_copy_from_before_is_kept()
    {
        using var databases = await MadeAsync();
        await SqlAsync(databases, "INSERT INTO Organizations (Id, Name, CreatedAt) VALUES ('org_1', 'One', 0)");
        await using var database = databases.OpenForInstallation();
        var known = database.Database.GetMigrations().ToList();
        const string Later = "29990101000000_Later";
        var upgrade = new Upgrade(
            database,
            [.. known, Later],
            async _ =>
            {
                await SqlAsync(databases, "ALTER TABLE Organizations ADD COLUMN Motto TEXT");
                await SqlAsync(databases, $"INSERT INTO __EFMigrationsHistory VALUES ('{Later}', '99.0.0')");
            }
        );
        await upgrade.RunAsync(TestContext.Current.CancellationToken);
        await upgrade.RunAsync(TestContext.Current.CancellationToken);

        var copy = Assert.Single(Directory.GetFiles(_folder.Path, $"portal.db.{known[^1]}.*"));
        using var before = new Databases(copy);
        await before.CreateAsync();
        await using var old = before.OpenForInstallation();
        Assert.Equal("One", (await old.Organizations.SingleAsync()).Name);
        Assert.Equal("One", (await database.Organizations.SingleAsync()).Name);
    }

    [Fact]
    public async Task Two_processes_that_make_it_at_once_make_it_once()
    {
        using var one = new Databases(Portal);
        using var other = new Databases(Portal);
        await Task.WhenAll(one.CreateAsync(), other.CreateAsync());
        await using var database = one.OpenForInstallation();
        Assert.Empty(await database.Organizations.ToListAsync());
    }

    [Fact]
    public void The_model_has_no_change_that_no_migration_makes()
    {
        using var databases = new Databases(Portal);
        using var database = databases.OpenForInstallation();
        Assert.False(
            database.Database.HasPendingModelChanges(),
            "Tables changed: dotnet ef migrations add NAME -p src/Rollcall.Storage -o Database/Migrations"
        );
    }

    private async Task<Databases> MadeAsync()
    {
        var databases = new Databases(Portal);
        await databases.CreateAsync();
        return databases;
    }

    private static async Task SqlAsync(Databases databases, string sql)
    {
        await using var database = databases.OpenForInstallation();
        await database.Database.ExecuteSqlRawAsync(sql);
    }
}
