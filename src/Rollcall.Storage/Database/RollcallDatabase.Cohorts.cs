using Microsoft.EntityFrameworkCore;
using Rollcall.Storage.Cohorts;

namespace Rollcall.Storage.Database;

public sealed partial class RollcallDatabase
{
    /// <summary>Cohorts of the tenant.</summary>
    public DbSet<Cohort> Cohorts => Set<Cohort>();

    /// <summary>Their sizes, a row a day.</summary>
    public DbSet<CohortSize> CohortSizes => Set<CohortSize>();

    /// <summary>Their columns.</summary>
    public DbSet<CohortColumn> CohortColumns => Set<CohortColumn>();

    /// <summary>Uploaded files.</summary>
    public DbSet<Upload> Uploads => Set<Upload>();
}
