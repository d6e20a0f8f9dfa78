using System.Text;
using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Integrations;
using Rollcall.Portal.Tests.Browser;
using Rollcall.Server.Cohorts;
using Rollcall.Storage.Catalog;
using Rollcall.Storage.Cohorts;
using Rollcall.Storage.Database;
using Rollcall.Storage.Destinations;
using Rollcall.Storage.Organizations;
using Rollcall.Storage.People;
using Rollcall.Storage.Syncs;
using Rollcall.Testing.Definitions;

namespace Rollcall.Portal.Tests.Syncs;

/// <summary>A cohort of a file, a destination on a sandbox, and a sync of the two that is due, put straight into a portal's data.</summary>
internal sealed record SeededSync(string SyncId, string ProjectId, string CohortId, Person Owner, Databases Databases)
{
    public static async Task<SeededSync> CreateAsync(
        RunningPortal portal,
        SandboxDefinition definition,
        IEnumerable<string> users
    )
    {
        var (organization, project) = await Seed.OrganizationAsync(portal.Databases, "Crashes");
        var owner = await Seed.PersonAsync(portal.Databases, organization, "Ada");
        var now = TimeProvider.System.GetUtcNow();
        var upload = new Upload
        {
            Id = PublicId.New("upl"),
            OrganizationId = organization.Id,
            ProjectId = project.Id,
            FileName = "people.csv",
            Bytes = 1,
            CreatedBy = owner.Id,
            CreatedAt = now,
        };
        var file = new CohortFiles(portal.Folder).FileOf(upload).Path;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        Testing.Cohorts.Cohort.WriteCsv(file, users);
        var version = Version(definition, organization, now);
        var destination = Destination(definition, project, version, now);
        var cohort = new Cohort
        {
            Id = PublicId.New("coh"),
            OrganizationId = organization.Id,
            ProjectId = project.Id,
            Name = "People",
            OwnerId = owner.Id,
            Source = CohortSourceKind.File,
            UploadId = upload.Id,
            CreatedAt = now,
        };
        var sync = new Sync
        {
            Id = PublicId.New("syn"),
            OrganizationId = organization.Id,
            ProjectId = project.Id,
            CohortId = cohort.Id,
            DestinationId = destination.Id,
            OwnerId = owner.Id,
            Cadence = new Cadence { Kind = CadenceKind.Hourly },
            State = SyncState.Active,
            StateSince = now,
            NextDue = now,
            CreatedAt = now,
        };
        await using var database = portal.Databases.OpenForInstallation();
        database.AddRange(upload, version, destination, cohort, sync);
        await database.SaveChangesAsync();
        return new SeededSync(sync.Id, project.Id, cohort.Id, owner, portal.Databases);
    }

    /// <summary>Connects one more destination of the same kind to the project.</summary>
    public async Task AddDestinationAsync(string name)
    {
        await using var database = Databases.OpenForInstallation();
        var first = await database.Destinations.AsNoTracking().SingleAsync();
        database.Add(
            new Destination
            {
                Id = PublicId.New("dst"),
                OrganizationId = first.OrganizationId,
                ProjectId = first.ProjectId,
                Name = name,
                NameKey = name,
                IntegrationId = first.IntegrationId,
                VersionId = first.VersionId,
                Settings = first.Settings,
                Mapping = first.Mapping,
                ApprovedHosts = first.ApprovedHosts,
                StateSince = first.StateSince,
                AccountFingerprint = first.AccountFingerprint,
                CreatedAt = first.CreatedAt,
                CreatedBy = first.CreatedBy,
                ChangedAt = first.ChangedAt,
                ChangedBy = first.ChangedBy,
            }
        );
        await database.SaveChangesAsync();
    }

    /// <summary>Waits until so many runs have ended.</summary>
    public async Task<IReadOnlyList<SyncRun>> EndedAsync(int runs = 1)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (true)
        {
            await using var database = Databases.OpenForInstallation();
            var all = await database.SyncRuns.AsNoTracking().OrderByDescending(run => run.QueuedAt).ToListAsync();
            if (all.Count(run => run.FinishedAt is not null) >= runs)
            {
                return all;
            }
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    private static PublishedVersion Version(SandboxDefinition definition, Organization organization, DateTimeOffset now)
    {
        var yaml = definition.Yaml();
        var read = IntegrationDocument.Read(Encoding.UTF8.GetBytes(yaml), "sandbox.yaml");
        var integration = read.Integration ?? throw new ArgumentException(string.Join('\n', read.Problems));
        return new PublishedVersion
        {
            Id = PublicId.New("ver"),
            OrganizationId = organization.Id,
            IntegrationId = PublicId.New("int"),
            Number = 1,
            Name = "Sandbox",
            Category = "messaging",
            Summary = "A destination to try things on.",
            Description = "",
            Type = integration.Type,
            Document = IntegrationWriter.ToJson(integration),
            FrozenAt = now,
            Audience = Audience.Organization,
        };
    }

    private static Destination Destination(
        SandboxDefinition definition,
        Project project,
        PublishedVersion version,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = PublicId.New("dst"),
            OrganizationId = project.OrganizationId,
            ProjectId = project.Id,
            Name = "Sandbox",
            NameKey = "sandbox",
            IntegrationId = version.IntegrationId,
            VersionId = version.Id,
            Settings = [],
            Mapping = new Dictionary<string, string> { ["user_id"] = "user_id" },
            ApprovedHosts = [definition.Address.GetLeftPart(UriPartial.Authority)],
            StateSince = now,
            AccountFingerprint = "seeded",
            CreatedAt = now,
            CreatedBy = "Ada",
            ChangedAt = now,
            ChangedBy = "Ada",
        };
}
