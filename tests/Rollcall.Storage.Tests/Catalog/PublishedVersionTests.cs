using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Integrations;
using Rollcall.Storage.Catalog;
using Rollcall.Storage.Database;

namespace Rollcall.Storage.Tests.Catalog;

public sealed class PublishedVersionTests : IDisposable
{
    private static readonly string[] MayChange =
    [
        nameof(PublishedVersion.Audience),
        nameof(PublishedVersion.ApprovedAt),
        nameof(PublishedVersion.WithdrawnAt),
        nameof(PublishedVersion.WithdrawnReason),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("rollcall-").FullName;

    [Fact]
    public async Task What_was_published_cannot_be_written_again()
    {
        var databases = new Databases(Path.Combine(_folder, "rollcall.db"));
        await databases.CreateAsync(TestContext.Current.CancellationToken);
        await using (var database = databases.OpenFor("org_a"))
        {
            database.PublishedVersions.Add(Sample());
            await database.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        foreach (var property in Frozen())
        {
            await using var database = databases.OpenFor("org_a");
            var version = await database.PublishedVersions.SingleAsync(TestContext.Current.CancellationToken);
            database.Entry(version).Property(property).IsModified = true;
            await Assert.ThrowsAsync<InvalidOperationException>(() =>
                database.SaveChangesAsync(TestContext.Current.CancellationToken)
            );
        }
    }

    [Theory]
    [InlineData("Acme Lists", "  acme   LISTS ")]
    [InlineData("Stra\u00dfe", "STRA\u00dfE")]
    [InlineData("Caf\u00e9", "CAFE\u0301")]
    public void Names_that_read_the_same_are_the_same(string one, string other) =>
        Assert.Equal(NameKey.Of(one), NameKey.Of(other));

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static IEnumerable<string> Frozen() =>
        typeof(PublishedVersion)
            .GetProperties()
            .Select(property => property.Name)
            .Except([nameof(PublishedVersion.Id), .. MayChange]);

    private static PublishedVersion Sample() =>
        new()
        {
            Id = "ver_1",
            OrganizationId = "org_a",
            IntegrationId = "int_1",
            Number = 1,
            Name = "Acme",
            Category = "messaging",
            Summary = "Sends.",
            Description = "",
            Logo = [1, 2, 3],
            Type = IntegrationType.List,
            Document = "{}",
            FrozenAt = DateTimeOffset.UnixEpoch,
            Audience = Audience.Organization,
        };
}
