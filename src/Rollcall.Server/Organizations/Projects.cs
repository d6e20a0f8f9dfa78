using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Access;
using Rollcall.Server.Api;
using Rollcall.Server.Audit;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;

namespace Rollcall.Server.Organizations;

/// <summary>An organization's projects.</summary>
public sealed class Projects(Databases databases, AuditLog audit, TimeProvider time)
{
    private const int MostDays = 3650;

    /// <summary>By name.</summary>
    public async Task<PageOf<Project>> ListAsync(
        Asker asker,
        PageRequest page,
        CancellationToken cancellation = default
    )
    {
        await using var database = databases.OpenFor(asker.OrganizationId);
        var rows = database.Projects.AsNoTracking().OrderBy(project => project.Name).ThenBy(project => project.Id);
        return await page.ReadAsync(rows, cancellation).ConfigureAwait(false);
    }

    /// <summary>One of them.</summary>
    public async Task<Project> ReadAsync(Asker asker, string id, CancellationToken cancellation = default)
    {
        await using var database = databases.OpenFor(asker.OrganizationId);
        return await FindAsync(database, id, cancellation).ConfigureAwait(false);
    }

    /// <summary>Makes one.</summary>
    public async Task<Project> CreateAsync(Asker asker, ProjectForm form, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Administer);
        await using var database = databases.OpenFor(asker.OrganizationId);
        await CheckAsync(database, form, id: null, cancellation).ConfigureAwait(false);
        var project = new Project
        {
            Id = PublicId.New("prj"),
            OrganizationId = asker.OrganizationId,
            Name = form.Name.Trim(),
            TimeZone = form.TimeZone,
            RemovalLimit = form.RemovalLimit,
            RetentionDays = form.RetentionDays,
            CreatedAt = time.GetUtcNow(),
        };
        database.Projects.Add(project);
        audit.Record(database, asker, "project.created", SubjectOf(project), after: StateOf(project));
        await SaveAsync(database, project, cancellation).ConfigureAwait(false);
        return project;
    }

    /// <summary>Changes one.</summary>
    /// <param name="asker">Who.</param>
    /// <param name="id">Which.</param>
    /// <param name="form">What it is to be.</param>
    /// <param name="version">The version that was changed; null: whichever is there.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<Project> ChangeAsync(
        Asker asker,
        string id,
        ProjectForm form,
        int? version = null,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Administer);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var project = await FindAsync(database, id, cancellation).ConfigureAwait(false);
        if (version is not null && version != project.Version)
        {
            throw ChangedMeanwhile();
        }
        await CheckAsync(database, form, id, cancellation).ConfigureAwait(false);
        var before = StateOf(project);
        (project.Name, project.TimeZone) = (form.Name.Trim(), form.TimeZone);
        (project.RemovalLimit, project.RetentionDays) = (form.RemovalLimit, form.RetentionDays);
        audit.Record(database, asker, "project.changed", SubjectOf(project), before, StateOf(project));
        await SaveAsync(database, project, cancellation).ConfigureAwait(false);
        return project;
    }

    private static async Task SaveAsync(RollcallDatabase database, Project project, CancellationToken cancellation)
    {
        try
        {
            await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw ChangedMeanwhile();
        }
        // Two people take one name at the same moment: the database lets one have it.
        catch (DbUpdateException exception) when (Unique.Violated(exception))
        {
            throw Refusal.Invalid(Taken(project.Name));
        }
    }

    private static FieldFault Taken(string name) =>
        new("name", $"There is a project \"{name}\" already. Choose another name.");

    private static Refusal ChangedMeanwhile() =>
        Refusal.Conflict("Somebody else changed this project meanwhile. Load it again, then change it.");

    private static async Task<Project> FindAsync(
        RollcallDatabase database,
        string id,
        CancellationToken cancellation
    ) =>
        await database.Projects.SingleOrDefaultAsync(project => project.Id == id, cancellation).ConfigureAwait(false)
        ?? throw Refusal.NotFound();

    private static async Task CheckAsync(
        RollcallDatabase database,
        ProjectForm form,
        string? id,
        CancellationToken cancellation
    )
    {
        var faults = new List<FieldFault>();
        if (Names.Fault(form.Name) is { } fault)
        {
            faults.Add(new FieldFault("name", fault));
        }
        else if (await IsTakenAsync(database, form.Name.Trim(), id, cancellation).ConfigureAwait(false))
        {
            faults.Add(Taken(form.Name.Trim()));
        }
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(form.TimeZone, out var zone) || !zone.HasIanaId)
        {
            faults.Add(
                new FieldFault(
                    "timeZone",
                    $"\"{form.TimeZone}\" is no time zone. Give an IANA name such as Europe/Berlin."
                )
            );
        }
        if (form.RemovalLimit is not (> 0 and <= 1))
        {
            faults.Add(new FieldFault("removalLimit", "The removal limit is a share: above 0, at most 1 (100 %)."));
        }
        if (form.RetentionDays is < 1 or > MostDays)
        {
            faults.Add(new FieldFault("retentionDays", $"Runs are kept for 1 to {MostDays} days."));
        }
        if (faults.Count > 0)
        {
            throw Refusal.Invalid(faults);
        }
    }

    private static Task<bool> IsTakenAsync(
        RollcallDatabase database,
        string name,
        string? id,
        CancellationToken cancellation
    ) => database.Projects.AnyAsync(project => project.Name == name && project.Id != id, cancellation);

    private static AuditSubject SubjectOf(Project project) => new(project.Id, project.Name, project.Id);

    private static object StateOf(Project project) =>
        new
        {
            project.Name,
            project.TimeZone,
            project.RemovalLimit,
            project.RetentionDays,
        };
}

/// <summary>What people say about a project.</summary>
public sealed record ProjectForm
{
    /// <summary>Unique in the organization.</summary>
    public required string Name { get; init; }

    /// <summary>IANA name, such as <c>Europe/Berlin</c>.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>The share of a membership that a run may remove without being held: above 0, at most 1.</summary>
    public double RemovalLimit { get; init; } = 0.2;

    /// <summary>For how many days runs, their requests and errors are kept.</summary>
    public int RetentionDays { get; init; } = 90;
}
