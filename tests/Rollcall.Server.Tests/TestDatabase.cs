using Microsoft.Extensions.Time.Testing;
using Rollcall.Server.Access;
using Rollcall.Server.Configuration;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;

namespace Rollcall.Server.Tests;

/// <summary>A portal's database in a folder of its own, with a clock that the test moves.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private TestDatabase(DataFolder folder) => (Folder, Databases) = (folder, new Databases(folder.Database));

    public DataFolder Folder { get; }

    public Databases Databases { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));

    public static async Task<TestDatabase> CreateAsync()
    {
        var database = new TestDatabase(new DataFolder(Directory.CreateTempSubdirectory("rollcall-").FullName));
        await database.Databases.CreateAsync(TestContext.Current.CancellationToken);
        return database;
    }

    public static Asker Asker(string organizationId = "org_1", Role role = Role.Admin) =>
        new()
        {
            PersonId = "person_1",
            PersonName = "Ada",
            OrganizationId = organizationId,
            Role = role,
        };

    public ValueTask DisposeAsync()
    {
        Databases.Dispose();
        Directory.Delete(Folder.Path, recursive: true);
        return ValueTask.CompletedTask;
    }
}
