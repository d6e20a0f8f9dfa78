using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Access;
using Rollcall.Server.Audit;
using Rollcall.Server.Organizations;
using Rollcall.Storage.Cohorts;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Cohorts;

/// <summary>The cohorts of a project.</summary>
public sealed class ProjectCohorts(
    Databases databases,
    CohortFiles files,
    CohortReadings readings,
    AuditLog audit,
    TimeProvider time
)
{
    private const int LongestName = 200;
    private const int LongestSql = 100_000;

    /// <summary>All cohorts, by name.</summary>
    public async Task<IReadOnlyList<Cohort>> ListAsync(Asker asker, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        return await database
            .Cohorts.AsNoTracking()
            .Where(cohort => cohort.ProjectId == asker.ProjectId)
            .OrderBy(cohort => cohort.Name)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
    }

    /// <summary>One cohort.</summary>
    public async Task<Cohort> GetAsync(Asker asker, string cohortId, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        return await database.CohortOfAsync(asker, cohortId, cancellation).ConfigureAwait(false);
    }

    /// <summary>Its sizes, a point a day, oldest first.</summary>
    /// <param name="asker">Who.</param>
    /// <param name="cohortId">The cohort.</param>
    /// <param name="days">How many days back.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<IReadOnlyList<CohortSize>> SizesAsync(
        Asker asker,
        string cohortId,
        int days = 30,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        await database.CohortOfAsync(asker, cohortId, cancellation).ConfigureAwait(false);
        var from = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-days);
        return await database
            .CohortSizes.AsNoTracking()
            .Where(size => size.CohortId == cohortId && size.Day >= from)
            .OrderBy(size => size.Day)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
    }

    /// <summary>Makes a cohort. One from a file gets its file afterwards, one that is pushed its members.</summary>
    /// <exception cref="Refusal">The name is taken, or something is missing.</exception>
    public async Task<Cohort> CreateAsync(Asker asker, NewCohort wanted, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Edit);
        Check(wanted.Name, wanted.Source, wanted.Sql, wanted.KeyColumn);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var cohort = new Cohort
        {
            Id = PublicId.New("coh"),
            OrganizationId = asker.OrganizationId,
            ProjectId = asker.ProjectId,
            Name = wanted.Name.Trim(),
            OwnerId = asker.PersonId,
            Source = wanted.Source,
            Sql = wanted.Source == CohortSourceKind.Query ? wanted.Sql : null,
            KeyColumn = wanted.Source == CohortSourceKind.Push ? wanted.KeyColumn!.Trim() : null,
            CreatedAt = time.GetUtcNow(),
        };
        database.Cohorts.Add(cohort);
        audit.Record(database, asker, "cohort.created", Subject(cohort), before: null, Shown(cohort));
        await SaveAsync(database, cohort, cancellation).ConfigureAwait(false);
        readings.Ask(cohort.Id);
        return cohort;
    }

    /// <summary>Changes a cohort's name, its query, or its owner. Lists keep their names where those form them.</summary>
    /// <param name="asker">Who.</param>
    /// <param name="cohortId">The cohort.</param>
    /// <param name="change">What is to be other than it is; null: as it is.</param>
    /// <param name="version">The version that was seen; null: whatever it is.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Refusal">Not found, the name is taken, or somebody else has changed it since.</exception>
    public async Task<Cohort> ChangeAsync(
        Asker asker,
        string cohortId,
        CohortChange change,
        int? version = null,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Edit);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var cohort = await database.CohortOfAsync(asker, cohortId, cancellation).ConfigureAwait(false);
        if (version is { } seen && seen != cohort.Version)
        {
            throw Refusal.Conflict("Somebody else has changed this cohort meanwhile. Load it again.");
        }
        var source = change.Sql is null ? cohort.Source : CohortSourceKind.Query;
        Check(change.Name ?? cohort.Name, source, change.Sql ?? cohort.Sql, cohort.KeyColumn);
        await CheckOwnerAsync(database, change.OwnerId, cancellation).ConfigureAwait(false);
        var before = Shown(cohort);
        cohort.Name = change.Name?.Trim() ?? cohort.Name;
        cohort.OwnerId = change.OwnerId ?? cohort.OwnerId;
        if (change.Sql is not null)
        {
            (cohort.Source, cohort.Sql, cohort.UploadId, cohort.PushFile) = (source, change.Sql, null, null);
        }
        audit.Record(database, asker, "cohort.changed", Subject(cohort), before, Shown(cohort));
        await SaveAsync(database, cohort, cancellation).ConfigureAwait(false);
        readings.Ask(cohort.Id);
        return cohort;
    }

    /// <summary>Deletes a cohort that no sync uses.</summary>
    /// <exception cref="Refusal">Not found, or a sync uses it.</exception>
    public async Task DeleteAsync(Asker asker, string cohortId, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Edit);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var cohort = await database.CohortOfAsync(asker, cohortId, cancellation).ConfigureAwait(false);
        var syncs = await database
            .Syncs.CountAsync(sync => sync.CohortId == cohortId, cancellation)
            .ConfigureAwait(false);
        if (syncs > 0)
        {
            throw Refusal.Conflict(
                $"{syncs} {(syncs == 1 ? "sync uses" : "syncs use")} this cohort. Delete {(syncs == 1 ? "it" : "them")} first, and say there whether the members leave."
            );
        }
        database.Cohorts.Remove(cohort);
        audit.Record(database, asker, "cohort.deleted", Subject(cohort), Shown(cohort), after: null);
        await database
            .Uploads.Where(upload => upload.Id == cohort.UploadId)
            .ExecuteUpdateAsync(
                set => set.SetProperty(upload => upload.ReplacedAt, (DateTimeOffset?)time.GetUtcNow()),
                cancellation
            )
            .ConfigureAwait(false);
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        if (Directory.Exists(files.PushFolderOf(cohortId)))
        {
            Directory.Delete(files.PushFolderOf(cohortId), recursive: true);
        }
    }

    // Of another organization's people nothing is shown, not even that there are any.
    private static async Task CheckOwnerAsync(
        RollcallDatabase database,
        string? ownerId,
        CancellationToken cancellation
    )
    {
        var hasSeat =
            ownerId is null
            || await database.Seats.AnyAsync(seat => seat.PersonId == ownerId, cancellation).ConfigureAwait(false);
        if (!hasSeat)
        {
            throw Refusal.Invalid(new FieldFault("ownerId", "Nobody of this organization has this ID."));
        }
    }

    private static AuditSubject Subject(Cohort cohort) => new(cohort.Id, cohort.Name, cohort.ProjectId);

    private static object Shown(Cohort cohort) =>
        new
        {
            cohort.Name,
            cohort.Source,
            cohort.Sql,
            cohort.KeyColumn,
            cohort.OwnerId,
        };

    private static void Check(string name, CohortSourceKind source, string? sql, string? keyColumn)
    {
        var faults = new List<FieldFault>();
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > LongestName)
        {
            faults.Add(new FieldFault("name", $"Give the cohort a name of 1 to {LongestName} characters."));
        }
        else if (Names.UnseenFault(name) is { } unseen)
        {
            faults.Add(new FieldFault("name", unseen));
        }
        if (source == CohortSourceKind.Query && (string.IsNullOrWhiteSpace(sql) || sql.Length > LongestSql))
        {
            faults.Add(
                new FieldFault("sql", "Give a query over the project's files, such as SELECT user_id FROM users.")
            );
        }
        if (source == CohortSourceKind.Push && string.IsNullOrWhiteSpace(keyColumn))
        {
            faults.Add(
                new FieldFault(
                    "keyColumn",
                    "Say which property tells the members apart, such as user_id: it says who is replaced and who is removed."
                )
            );
        }
        if (faults.Count > 0)
        {
            throw Refusal.Invalid(faults);
        }
    }

    private static async Task SaveAsync(RollcallDatabase database, Cohort cohort, CancellationToken cancellation)
    {
        var isTaken = await database
            .Cohorts.AnyAsync(
                other => other.ProjectId == cohort.ProjectId && other.Name == cohort.Name && other.Id != cohort.Id,
                cancellation
            )
            .ConfigureAwait(false);
        if (isTaken)
        {
            throw Taken(cohort);
        }
        try
        {
            await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw Refusal.Conflict("Somebody else has changed this cohort meanwhile. Load it again.");
        }
        // Two people take one name at the same moment: the database lets one have it.
        catch (DbUpdateException exception) when (Unique.Violated(exception))
        {
            throw Taken(cohort);
        }
    }

    private static Refusal Taken(Cohort cohort) =>
        Refusal.Invalid(
            new FieldFault("name", $"This project has a cohort called {cohort.Name} already. Give another name.")
        );
}

/// <summary>A cohort to be made.</summary>
/// <param name="Name">Unique in the project.</param>
/// <param name="Source">Where its members come from.</param>
/// <param name="Sql">For a query.</param>
/// <param name="KeyColumn">For pushed members: the property that tells them apart.</param>
public sealed record NewCohort(string Name, CohortSourceKind Source, string? Sql = null, string? KeyColumn = null);

/// <summary>What is to be other than it is.</summary>
/// <param name="Name">The new name; null: as it is.</param>
/// <param name="Sql">The new query, which becomes the source; null: as it is.</param>
/// <param name="OwnerId">The new owner; null: as it is.</param>
public sealed record CohortChange(string? Name = null, string? Sql = null, string? OwnerId = null);
