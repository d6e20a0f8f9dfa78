using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Access;
using Rollcall.Server.Api;
using Rollcall.Storage.Audit;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Audit;

/// <summary>Shows Admins who changed what in their organization.</summary>
public sealed class AuditReader(Databases databases)
{
    /// <summary>Newest first.</summary>
    public async Task<PageOf<AuditEntry>> ListAsync(
        Asker asker,
        AuditFilter filter,
        PageRequest page,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Administer);
        await using var database = databases.OpenFor(asker.OrganizationId);
        return await page.ReadAsync(filter.Of(database.Audit.AsNoTracking()), cancellation).ConfigureAwait(false);
    }

    /// <summary>All that pass the filter, newest first, as they are read.</summary>
    public async IAsyncEnumerable<AuditEntry> ReadAllAsync(
        Asker asker,
        AuditFilter filter,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Administer);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var rows = filter.Of(database.Audit.AsNoTracking()).AsAsyncEnumerable();
        await foreach (var entry in rows.WithCancellation(cancellation).ConfigureAwait(false))
        {
            yield return entry;
        }
    }

    /// <summary>The names of those who changed something, for the filter.</summary>
    public async Task<IReadOnlyList<string>> ActorsAsync(Asker asker, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Administer);
        await using var database = databases.OpenFor(asker.OrganizationId);
        return await database
            .Audit.Select(entry => entry.ActorName)
            .Distinct()
            .OrderBy(name => name)
            .Take(200)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
    }
}

/// <summary>Which entries are wanted.</summary>
public sealed record AuditFilter
{
    /// <summary>Whose changes, a name as it stands in the log; null: everybody's.</summary>
    public string? Who { get; init; }

    /// <summary>What was done: an action, or how it begins, such as <c>project</c>; null: anything.</summary>
    public string? What { get; init; }

    /// <summary>Of what: an ID, or a part of a name; null: anything.</summary>
    public string? Subject { get; init; }

    /// <summary>From which day on, UTC; null: from the beginning.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Up to which day, that day included, UTC; null: until now.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The entries, newest first.</summary>
    internal IQueryable<AuditEntry> Of(IQueryable<AuditEntry> entries)
    {
        if (!string.IsNullOrEmpty(Who))
        {
            entries = entries.Where(entry => entry.ActorName == Who);
        }
        if (!string.IsNullOrEmpty(What))
        {
            entries = entries.Where(entry => entry.Action.StartsWith(What));
        }
        if (!string.IsNullOrEmpty(Subject))
        {
            entries = entries.Where(entry => entry.SubjectId == Subject || entry.SubjectName.Contains(Subject));
        }
        if (From is { } from)
        {
            var begin = Begin(from);
            entries = entries.Where(entry => entry.At >= begin);
        }
        if (To is { } to)
        {
            var end = Begin(to.AddDays(1));
            entries = entries.Where(entry => entry.At < end);
        }
        return entries.OrderByDescending(entry => entry.Id);
    }

    private static DateTimeOffset Begin(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
