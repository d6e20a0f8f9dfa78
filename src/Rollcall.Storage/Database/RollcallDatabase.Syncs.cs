using Microsoft.EntityFrameworkCore;
using Rollcall.Storage.Syncs;

namespace Rollcall.Storage.Database;

public sealed partial class RollcallDatabase
{
    /// <summary>Syncs of the tenant.</summary>
    public DbSet<Sync> Syncs => Set<Sync>();

    /// <summary>Their runs.</summary>
    public DbSet<SyncRun> SyncRuns => Set<SyncRun>();

    /// <summary>What went wrong in them.</summary>
    public DbSet<SyncError> SyncErrors => Set<SyncError>();

    /// <summary>Which lists and properties belong to which sync.</summary>
    public DbSet<ListClaim> ListClaims => Set<ListClaim>();
}
