using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Access;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Cohorts;

/// <summary>What is known of a project's users: the columns of its cohorts.</summary>
public sealed class UserProperties(Databases databases)
{
    private const int Samples = 3;

    /// <summary>All properties, those that most cohorts have first.</summary>
    public async Task<IReadOnlyList<UserProperty>> ListAsync(Asker asker, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var columns = await database
            .CohortColumns.AsNoTracking()
            .Where(column => column.ProjectId == asker.ProjectId)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        return
        [
            .. columns
                .GroupBy(column => column.Name)
                .Select(same => new UserProperty(
                    same.Key,
                    TypeOf(same.Select(column => column.Type)),
                    asker.May(Permission.SeeMembers)
                        ? [.. same.SelectMany(column => column.Samples).Distinct().Take(Samples)]
                        : [],
                    same.Average(column => column.Filled),
                    same.Count()
                ))
                .OrderByDescending(property => property.Cohorts)
                .ThenBy(property => property.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    private static string TypeOf(IEnumerable<string> types)
    {
        var known = types.Where(type => type != "empty").Distinct().ToList();
        return known.Count switch
        {
            0 => "empty",
            1 => known[0],
            _ => "mixed",
        };
    }
}

/// <summary>A property of a project's users.</summary>
/// <param name="Name">Exact.</param>
/// <param name="Type">What its values are, for people.</param>
/// <param name="Samples">Up to three values; none for who may not see members.</param>
/// <param name="Filled">The share of users with a value, 0 to 1.</param>
/// <param name="Cohorts">How many cohorts have it.</param>
public sealed record UserProperty(string Name, string Type, IReadOnlyList<string> Samples, double Filled, int Cohorts);
