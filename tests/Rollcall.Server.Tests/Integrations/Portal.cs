using System.Text;
using Rollcall.Core.Integrations;
using Rollcall.Server.Access;
using Rollcall.Server.Integrations;
using Rollcall.Storage.Database;
using Rollcall.Storage.Integrations;
using Rollcall.Storage.Organizations;

namespace Rollcall.Server.Tests.Integrations;

/// <summary>The developer portal's operations on a database of their own, and two people in two organizations.</summary>
internal sealed class Portal : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollcall-authoring-").FullName;

    private Portal()
    {
        Databases = new Databases(Path.Combine(_folder, "rollcall.db"));
        Connections = new Connections(Databases, TimeProvider.System);
        Versions = new IntegrationVersions(Databases, TimeProvider.System);
        Drafts = new Drafts(Databases, TimeProvider.System);
        Files = new IntegrationFiles(Databases, TimeProvider.System);
    }

    public Databases Databases { get; }

    public Connections Connections { get; }

    public IntegrationVersions Versions { get; }

    public Drafts Drafts { get; }

    public IntegrationFiles Files { get; }

    public Asker Ann { get; } = Asker("org_acme", "Ann", Role.Developer);

    public Asker Bob { get; } = Asker("org_acme", "Bob", Role.Developer);

    public Asker Stranger { get; } = Asker("org_other", "Stranger", Role.Admin);

    public static async Task<Portal> StartAsync()
    {
        var portal = new Portal();
        await portal.Databases.CreateAsync();
        await using var database = portal.Databases.OpenForInstallation();
        foreach (var id in new[] { "org_acme", "org_other" })
        {
            database.Add(
                new Organization
                {
                    Id = id,
                    Name = id,
                    CreatedAt = DateTimeOffset.UnixEpoch,
                }
            );
        }
        await database.SaveChangesAsync();
        return portal;
    }

    public static ConnectionForm Form(string name) =>
        new()
        {
            DisplayName = name,
            Category = "messaging",
            Summary = "Sends messages.",
            FullDescription = "Keeps a list.",
        };

    public async Task<IntegrationVersion> DraftAsync(
        string name = "Acme Lists",
        IntegrationType type = IntegrationType.List
    )
    {
        var connection = await Connections.CreateAsync(Ann, Form(name));
        return await Versions.CreateAsync(Ann, connection.Id, type);
    }

    public Task<Import> ImportAsync(string text, string file = "x.yaml", bool acceptErrors = false) =>
        Files.ImportAsync(Ann, Encoding.UTF8.GetBytes(text), file, acceptErrors);

    public ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static Asker Asker(string organization, string name, Role role) =>
        new()
        {
            PersonId = name,
            PersonName = name,
            OrganizationId = organization,
            Role = role,
        };
}
