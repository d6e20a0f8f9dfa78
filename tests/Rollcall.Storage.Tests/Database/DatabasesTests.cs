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

    [Fact]
    public async Task A_database_that_is_there_is_opened_again()
    {
        var databases = new Databases(_folder.At("portal.db"));
        await databases.CreateAsync();
        await databases.CreateAsync();
    }

    [Fact]
    public async Task A_database_of_another_version_is_left_alone()
    {
        var databases = new Databases(_folder.At("portal.db"));
        await databases.CreateAsync();
        await using (var database = databases.OpenForInstallation())
        {
            await database.Database.ExecuteSqlRawAsync("PRAGMA user_version = 99");
        }
        var refused = await Assert.ThrowsAsync<UsageException>(() => databases.CreateAsync());
        Assert.Contains("another version of Rollcall", refused.Message);
    }
}
