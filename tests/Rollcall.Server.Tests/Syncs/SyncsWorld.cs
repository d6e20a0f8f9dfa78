using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Rollcall.Sandbox;
using Rollcall.Server.Access;
using Rollcall.Server.Cohorts;
using Rollcall.Server.Configuration;
using Rollcall.Server.Syncs;
using Rollcall.Storage.Cohorts;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;
using Rollcall.Storage.People;
using Rollcall.Storage.Syncs;
using Rollcall.Testing.Checking;
using Rollcall.Testing.Definitions;

namespace Rollcall.Server.Tests.Syncs;

/// <summary>A server in this process with one project, and a sandbox to deliver to.</summary>
internal sealed class SyncsWorld : IAsyncDisposable
{
    private RollcallServer? _server;

    private SyncsWorld(SandboxServer sandbox) => Sandbox = sandbox;

    public SandboxServer Sandbox { get; }

    public ShiftedTime Time { get; } = new();

    public SandboxDestinations Destinations { get; } = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("rollcall-syncs-").FullName;

    public Asker Asker { get; private set; } = null!;

    public SandboxDefinition Definition { get; private set; } = null!;

    public RollcallServer Server => _server!;

    public Databases Databases => Get<Databases>();

    public static async Task<SyncsWorld> StartAsync(Func<SandboxDefinition, SandboxDefinition>? with = null)
    {
        var world = new SyncsWorld(await SandboxServer.StartAsync());
        var definition = new SandboxDefinition { Address = world.Sandbox.Address };
        world.Definition = with?.Invoke(definition) ?? definition;
        await world.StartServerAsync();
        await world.SeedAsync();
        world.Destinations.Set("dst_1", world.Asker.ProjectId, world.Definition);
        return world;
    }

    public T Get<T>()
        where T : notnull => Server.Services.GetRequiredService<T>();

    public async Task StartServerAsync() =>
        _server = await RollcallServer.StartAsync(
            new ServerOptions { Data = Folder, Url = "http://127.0.0.1:0" },
            Time,
            services =>
            {
                services.Replace(ServiceDescriptor.Singleton<ISyncDestinations>(Destinations));
                AskerByHeader.AddTo(services);
            },
            TestContext.Current.CancellationToken
        );

    public async Task StopServerAsync()
    {
        await Server.DisposeAsync();
        _server = null;
    }

    /// <summary>A cohort made of an uploaded CSV of one column.</summary>
    public async Task<Cohort> CohortAsync(IEnumerable<string> users, string name = "People")
    {
        var cohort = await Get<ProjectCohorts>().CreateAsync(Asker, new NewCohort(name, CohortSourceKind.File));
        await UploadAsync(cohort.Id, users);
        return cohort;
    }

    public Task<Upload> UploadAsync(string cohortId, IEnumerable<string> users) =>
        Get<Uploads>().ReceiveForAsync(Asker, cohortId, $"{cohortId}.csv", Csv(users));

    public static MemoryStream Csv(IEnumerable<string> users) =>
        new(Encoding.UTF8.GetBytes(string.Concat(users.Prepend("user_id").Select(user => $"{user}\n"))));

    public static string[] Users(int count, string prefix = "u") =>
        [.. Enumerable.Range(0, count).Select(number => $"{prefix}{number:D5}@x.example")];

    public Task<Sync> SyncAsync(
        string cohortId,
        CadenceKind cadence = CadenceKind.Hourly,
        string destination = "dst_1",
        GuardLimits? guard = null
    ) =>
        Get<ProjectSyncs>()
            .CreateAsync(
                Asker,
                new NewSync
                {
                    CohortId = cohortId,
                    DestinationId = destination,
                    Cadence = new Cadence { Kind = cadence },
                    Guard = guard ?? new GuardLimits(),
                }
            );

    /// <summary>A cohort that is kept in the destination and has been there once.</summary>
    public async Task<(Cohort Cohort, Sync Sync)> SyncedAsync(
        IEnumerable<string> users,
        string name = "People",
        CadenceKind cadence = CadenceKind.Hourly
    )
    {
        var cohort = await CohortAsync(users, name);
        var sync = await SyncAsync(cohort.Id, cadence);
        var run = await EndedAsync(sync.Id);
        Assert.True(run.Status == SyncRunStatus.Succeeded, run.Report);
        // As the database has it: times are whole milliseconds there.
        return (cohort, await ReadAsync(sync.Id));
    }

    /// <summary>Runs now, and waits for the end.</summary>
    public async Task<SyncRun> RunAsync(string syncId)
    {
        var before = (await RunsAsync(syncId)).Count;
        await Get<SyncOrders>().RunAsync(Asker, syncId);
        return await EndedAsync(syncId, before + 1);
    }

    /// <summary>Waits until so many runs have ended; gives the newest.</summary>
    public async Task<SyncRun> EndedAsync(string syncId, int runs = 1)
    {
        IReadOnlyList<SyncRun> found = [];
        await UntilAsync(
            async () =>
            {
                found = await RunsAsync(syncId);
                return found.Count(run => run.FinishedAt is not null) >= runs && Get<RunFeed>().Now(syncId) is null;
            },
            () => string.Join(", ", found.Select(run => $"{run.Status} {run.Report}"))
        );
        return found[0];
    }

    public async Task<IReadOnlyList<SyncRun>> RunsAsync(string syncId)
    {
        await using var database = Databases.OpenForInstallation();
        return await database
            .SyncRuns.AsNoTracking()
            .Where(run => run.SyncId == syncId)
            .OrderByDescending(run => run.QueuedAt)
            .ThenByDescending(run => run.FinishedAt)
            .ToListAsync();
    }

    public async Task<Sync> ReadAsync(string syncId)
    {
        await using var database = Databases.OpenForInstallation();
        return await database.Syncs.AsNoTracking().SingleAsync(sync => sync.Id == syncId);
    }

    public static Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()), () => "");

    public static async Task UntilAsync(Func<Task<bool>> holds, Func<string> otherwise)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await holds())
        {
            try
            {
                await timer.WaitForNextTickAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"It did not come to that within a minute. {otherwise()}");
            }
        }
    }

    /// <summary>Keeps the next request from leaving until it is released.</summary>
    public HeldRequest Hold()
    {
        var held = new HeldRequest();
        Destinations.Held = held;
        return held;
    }

    public DeliveryChecker Checker() =>
        new(Sandbox.Log) { MaxItems = Definition.BatchSize, Settle = TimeSpan.FromSeconds(2) };

    /// <summary>The list holds exactly these, and nothing was ever wrong on the way.</summary>
    public void ListHolds(string listId, IEnumerable<string> users)
    {
        Assert.Empty(Checker().ListDiffers(listId, users));
        Assert.Empty(Checker().Violations());
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
        await Sandbox.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task SeedAsync()
    {
        await using var database = Databases.OpenForInstallation();
        var now = Time.GetUtcNow();
        var person = new Person
        {
            Name = "Ada",
            UserName = "ada@x.example",
            Email = "ada@x.example",
            CreatedAt = now,
        };
        database.AddRange(
            new Organization
            {
                Id = "org_1",
                Name = "One",
                CreatedAt = now,
            },
            new Project
            {
                Id = "prj_1",
                OrganizationId = "org_1",
                Name = "Main",
                TimeZone = "Europe/Berlin",
                CreatedAt = now,
            },
            person,
            new Seat
            {
                OrganizationId = "org_1",
                PersonId = person.Id,
                Role = Role.Admin,
                CreatedAt = now,
            }
        );
        await database.SaveChangesAsync();
        Asker = new Asker
        {
            PersonId = person.Id,
            PersonName = "Ada",
            OrganizationId = "org_1",
            Project = await database.Projects.AsNoTracking().SingleAsync(),
            Role = Role.Admin,
        };
    }
}
