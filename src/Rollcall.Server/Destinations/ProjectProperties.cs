using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Access;
using Rollcall.Server.Integrations.Form;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Destinations;

/// <summary>The user properties of a project: the columns of its cohorts.</summary>
public sealed class ProjectProperties(Databases databases)
{
    private const int MostSamples = 3;

    /// <summary>The properties by name. Who may not see members' values gets no samples.</summary>
    public async Task<IReadOnlyList<UserProperty>> ListAsync(Asker asker, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Read);
        var projectId = asker.ProjectId;
        await using var database = databases.OpenFor(asker.OrganizationId);
        var columns = await database
            .CohortColumns.AsNoTracking()
            .Where(column => column.ProjectId == projectId)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        var maySee = asker.May(Permission.SeeMembers);
        return
        [
            .. columns
                .GroupBy(column => column.Name, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.OrdinalIgnoreCase)
                .Select(group => new UserProperty(
                    group.Key,
                    group.Select(column => column.Type).Distinct().Count() == 1 ? group.First().Type : "mixed",
                    maySee ? [.. group.SelectMany(column => column.Samples).Distinct().Take(MostSamples)] : [],
                    (int)Math.Round(group.Average(column => column.Filled) * 100)
                )),
        ];
    }
}
