using System.Security.Cryptography;
using Rollcall.Core.Runs;
using Rollcall.Server.Access;
using Rollcall.Server.Configuration;
using Rollcall.Server.Secrets;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;

namespace Rollcall.Server.Tests.Secrets;

public sealed class SecretStoreTests : IAsyncLifetime
{
    private const string Value = "s3cr3t-value-that-must-not-be-found";

    private readonly DataFolder _folder = new(Directory.CreateTempSubdirectory("rollcall-").FullName);
    private readonly Databases _databases;

    public SecretStoreTests() => _databases = new Databases(_folder.Database);

    public async ValueTask InitializeAsync() => await _databases.CreateAsync();

    public ValueTask DisposeAsync()
    {
        _databases.Dispose();
        Directory.Delete(_folder.Path, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_value_is_read_back_and_stands_in_no_file()
    {
        await SetAsync("dst_1", ("api_key", Value));
        await using (var database = _databases.OpenFor("org_a"))
        {
            Assert.Equal(Value, (await Store().ReadAsync(database, "dst_1"))["api_key"]);
        }
        _databases.Dispose();
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(Value, await File.ReadAllTextAsync(file));
        }
    }

    [Fact]
    public async Task A_value_set_anew_replaces_the_old_one_and_leaves_other_fields()
    {
        await SetAsync("dst_1", ("api_key", "old"), ("api_secret", "kept"));
        await SetAsync("dst_1", ("api_key", "new"));
        await using var database = _databases.OpenFor("org_a");
        var values = await Store().ReadAsync(database, "dst_1");
        Assert.Equal(("new", "kept"), (values["api_key"], values["api_secret"]));
        Assert.Equal(["Ada", "Ada"], (await Store().ListAsync(database, "dst_1")).Select(note => note.SetBy));
    }

    [Fact]
    public async Task A_value_moved_to_another_owner_does_not_open()
    {
        await SetAsync("dst_1", ("api_key", Value));
        await using (var database = _databases.OpenForInstallation())
        {
            var secret = database.Secrets.Single();
            database.Add(
                new Storage.Secrets.Secret
                {
                    OrganizationId = secret.OrganizationId,
                    Owner = "dst_2",
                    Field = secret.Field,
                    Scope = secret.Scope,
                    Sealed = secret.Sealed,
                    SetAt = secret.SetAt,
                    SetBy = secret.SetBy,
                }
            );
            await database.SaveChangesAsync();
        }
        await using var other = _databases.OpenFor("org_a");
        await Assert.ThrowsAnyAsync<CryptographicException>(() => Store().ReadAsync(other, "dst_2"));
    }

    [Fact]
    public async Task Another_organization_reads_nothing()
    {
        await SetAsync("dst_1", ("api_key", Value));
        await using var database = _databases.OpenFor("org_b");
        Assert.Empty(await Store().ReadAsync(database, "dst_1"));
    }

    [Fact]
    public void A_setting_that_is_no_key_is_refused_in_words()
    {
        var refused = Assert.Throws<UsageException>(() => MasterKey.Load(_folder, "too short"));
        Assert.Contains("32 bytes as base64", refused.Message);
    }

    private async Task SetAsync(string owner, params (string Field, string Value)[] values)
    {
        await using var database = _databases.OpenFor("org_a");
        var asker = new Asker
        {
            PersonId = "1",
            PersonName = "Ada",
            OrganizationId = "org_a",
            Role = Role.Admin,
        };
        await Store().SetAsync(database, asker, owner, values.ToDictionary(pair => pair.Field, pair => pair.Value));
        await database.SaveChangesAsync();
    }

    private SecretStore Store() => new(MasterKey.Load(_folder, ""), TimeProvider.System);
}
