using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rollcall.Core.Integrations;
using Rollcall.Core.Integrations.Drafts;
using Rollcall.Sandbox;
using Rollcall.Server.Access;
using Rollcall.Server.Configuration;
using Rollcall.Server.Destinations;
using Rollcall.Server.Integrations;
using Rollcall.Server.Integrations.Testing;
using Rollcall.Server.Releases;
using Rollcall.Server.Review;
using Rollcall.Storage.Catalog;
using Rollcall.Storage.Database;
using Rollcall.Storage.Destinations;
using Rollcall.Storage.Integrations;
using Rollcall.Storage.Organizations;
using Rollcall.Storage.People;
using Rollcall.Storage.Releases;

namespace Rollcall.Server.Tests.Catalog;

/// <summary>A server in this process with a partner, a customer, three reviewers, and a sandbox that wants a token.</summary>
internal sealed class CatalogWorld : IAsyncDisposable
{
    public const string Token = "s3cret-token-of-the-partner";
    public const string CustomersToken = "s3cret-token-of-the-customer";

    private readonly string _folder = Directory.CreateTempSubdirectory("rollcall-catalog-").FullName;

    private CatalogWorld(SandboxServer sandbox) => Sandbox = sandbox;

    public SandboxServer Sandbox { get; }

    public RollcallServer Server { get; private set; } = null!;

    public DataFolder Folder => new(_folder);

    /// <summary>Ada, developer of the partner.</summary>
    public Asker Partner { get; } = Asker("person_ada", "Ada", "org_partner", Role.Developer, project: null);

    /// <summary>Bob, editor of the customer, in its project.</summary>
    public Asker Customer { get; } = Asker("person_bob", "Bob", "org_customer", Role.Editor, "prj_customer");

    /// <summary>Ada again, in the partner's own project.</summary>
    public Asker PartnersProject { get; } = Asker("person_ada", "Ada", "org_partner", Role.Admin, "prj_partner");

    /// <summary>A reviewer of neither.</summary>
    public Reviewer Rita { get; } = new("person_rita", "Rita", []);

    /// <summary>Another reviewer, who has a seat at the partner's.</summary>
    public Reviewer Ralf { get; } = new("person_ralf", "Ralf", ["org_partner"]);

    /// <summary>A third one, who has a seat nowhere.</summary>
    public Reviewer Rolf { get; } = new("person_rolf", "Rolf", []);

    public static async Task<CatalogWorld> StartAsync(Action<IServiceCollection>? change = null)
    {
        var sandbox = await SandboxServer.StartAsync(new SandboxOptions { BearerToken = Token });
        var world = new CatalogWorld(sandbox);
        world.Server = await RollcallServer.StartAsync(
            new ServerOptions
            {
                Data = world._folder,
                Url = "http://127.0.0.1:0",
                AllowedAddresses = sandbox.Address.Authority,
            },
            TimeProvider.System,
            change ?? (_ => { }),
            TestContext.Current.CancellationToken
        );
        await world.SeedAsync();
        return world;
    }

    public T Get<T>()
        where T : notnull => Server.Services.GetRequiredService<T>();

    /// <summary>A draft for the sandbox, tested end to end.</summary>
    public async Task<IntegrationVersion> DraftAsync(string name = "Acme Lists", Func<string, string>? edit = null)
    {
        var connection = await Get<Connections>()
            .CreateAsync(
                Partner,
                new ConnectionForm
                {
                    DisplayName = name,
                    Category = "messaging",
                    Summary = "Sends messages.",
                    FullDescription = "Sends **messages** to lists.",
                }
            );
        var version = await Get<IntegrationVersions>().CreateAsync(Partner, connection.Id, IntegrationType.List);
        await WriteAsync(version.Id, edit ?? (yaml => yaml));
        return version;
    }

    /// <summary>Writes a draft's document, and that each of its endpoints was tested since.</summary>
    public async Task WriteAsync(string versionId, Func<string, string> edit)
    {
        var yaml = edit(StarterDocument.Of(IntegrationType.List));
        var root = DraftTree.Read(Encoding.UTF8.GetBytes(yaml), "draft.yaml", out _)!;
        await using var database = Get<Databases>().OpenFor(Partner.OrganizationId);
        var version = await database.IntegrationVersions.SingleAsync(row => row.Id == versionId);
        version.Document = DraftTree.ToJson(root);
        var connection = await database.Connections.SingleAsync(row => row.Id == version.ConnectionId);
        await database.SaveChangesAsync();
        foreach (var (endpoint, hash) in Hashes(version, connection))
        {
            database.Add(
                new TestEvidence
                {
                    Id = PublicId.New("tst"),
                    OrganizationId = version.OrganizationId,
                    VersionId = versionId,
                    Endpoint = endpoint,
                    EndToEndId = "e2e_1",
                    Hash = hash,
                    TestedAt = TimeProvider.System.GetUtcNow(),
                    TestedByName = "Ada",
                    Succeeded = true,
                    Status = 200,
                }
            );
        }
        await database.SaveChangesAsync();
    }

    public SubmissionForm SubmissionForm() =>
        new()
        {
            TestAccount = new Dictionary<string, string>
            {
                ["bearer_token"] = Token,
                ["base_url"] = Sandbox.Address.ToString().TrimEnd('/'),
            },
            Notes = "Look at the lists page.",
        };

    public async Task<(IntegrationVersion Version, Submission Submission)> SubmittedAsync(
        string name = "Acme Lists",
        Func<string, string>? edit = null
    )
    {
        var version = await DraftAsync(name, edit);
        return (version, await Get<Server.Releases.Releases>().SubmitAsync(Partner, version.Id, SubmissionForm()));
    }

    public async Task<IntegrationVersion> ApprovedAsync(string name = "Acme Lists", Func<string, string>? edit = null)
    {
        var (version, submission) = await SubmittedAsync(name, edit);
        await Get<Reviews>().ApproveAsync(Rita, submission.Id);
        return version;
    }

    /// <summary>The next version, approved.</summary>
    public async Task<IntegrationVersion> NextApprovedAsync(IntegrationVersion version, Func<string, string> edit)
    {
        var next = await Get<IntegrationVersions>().NewVersionAsync(Partner, version.IntegrationId);
        await WriteAsync(next.Id, edit);
        var submission = await Get<Server.Releases.Releases>().SubmitAsync(Partner, next.Id, SubmissionForm());
        await Get<Reviews>().ApproveAsync(Rita, submission.Id);
        return next;
    }

    public DestinationForm Form(string name = "Our Acme") =>
        new()
        {
            Name = name,
            Settings = new Dictionary<string, string>
            {
                ["bearer_token"] = CustomersToken,
                ["base_url"] = Sandbox.Address.ToString().TrimEnd('/'),
            },
            Mapping = new Dictionary<string, string> { ["user_id_field_amplitude"] = "user_id" },
        };

    public Task<Destination> InstalledAsync(string versionId, string name = "Our Acme") =>
        Get<Server.Destinations.Destinations>().CreateAsync(Customer, versionId, Form(name));

    public async Task<IntegrationState> StateAsync(string versionId)
    {
        await using var database = Get<Databases>().OpenForInstallation();
        return (await database.IntegrationVersions.SingleAsync(row => row.Id == versionId)).State;
    }

    public async Task<PublishedVersion?> PublishedAsync(string versionId)
    {
        await using var database = Get<Databases>().OpenForInstallation();
        return await database.PublishedVersions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == versionId);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Sandbox.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static IEnumerable<(string Endpoint, string Hash)> Hashes(IntegrationVersion version, Connection connection)
    {
        var content = VersionContent.Of(version, connection, logo: null);
        var integration =
            content.Document.Integration
            ?? throw new InvalidOperationException(string.Join('\n', content.Document.Problems));
        var root = Draft.Of(version).Root;
        return integration.Endpoints.All.Select(endpoint => (endpoint.Name, TestedHash.Of(root, endpoint.Name)));
    }

    private static Asker Asker(string id, string name, string organization, Role role, string? project) =>
        new()
        {
            PersonId = id,
            PersonName = name,
            OrganizationId = organization,
            Role = role,
            Project = project is null ? null : Project(project, organization),
        };

    private static Project Project(string id, string organization) =>
        new()
        {
            Id = id,
            OrganizationId = organization,
            Name = "Main",
            TimeZone = "Europe/Berlin",
            CreatedAt = DateTimeOffset.UnixEpoch,
        };

    private async Task SeedAsync()
    {
        await using var database = Get<Databases>().OpenForInstallation();
        foreach (var asker in new[] { Customer, PartnersProject })
        {
            database.Add(
                new Organization
                {
                    Id = asker.OrganizationId,
                    Name = asker.OrganizationId,
                    CreatedAt = DateTimeOffset.UnixEpoch,
                }
            );
            database.Add(Project(asker.ProjectId, asker.OrganizationId));
            database.Add(Person(asker.PersonId, asker.PersonName));
            database.Add(
                new Seat
                {
                    OrganizationId = asker.OrganizationId,
                    PersonId = asker.PersonId,
                    Role = Role.Admin,
                    CreatedAt = DateTimeOffset.UnixEpoch,
                }
            );
        }
        database.Add(Person(Rita.PersonId, Rita.PersonName, isReviewer: true));
        database.Add(Person(Ralf.PersonId, Ralf.PersonName, isReviewer: true));
        await database.SaveChangesAsync();
    }

    private static Person Person(string id, string name, bool isReviewer = false) =>
        new()
        {
            Id = id,
            Name = name,
            UserName = $"{name}@x.example",
            NormalizedUserName = $"{name}@x.example".ToUpperInvariant(),
            Email = $"{name.ToLowerInvariant()}@x.example",
            NormalizedEmail = $"{name}@x.example".ToUpperInvariant(),
            IsReviewer = isReviewer,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
}
