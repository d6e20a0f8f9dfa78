using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Access;
using Rollcall.Storage.Cohorts;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Cohorts;

/// <summary>Finds cohorts of the asker's project.</summary>
internal static class CohortRows
{
    /// <summary>The cohort.</summary>
    /// <exception cref="Refusal">Not found: there is none, or it is of another project.</exception>
    public static async Task<Cohort> CohortOfAsync(
        this RollcallDatabase database,
        Asker asker,
        string cohortId,
        CancellationToken cancellation
    ) =>
        await database
            .Cohorts.SingleOrDefaultAsync(
                cohort => cohort.Id == cohortId && cohort.ProjectId == asker.ProjectId,
                cancellation
            )
            .ConfigureAwait(false)
        ?? throw Refusal.NotFound();
}
