using Microsoft.EntityFrameworkCore;
using Rollcall.Storage.Audit;

namespace Rollcall.Storage.Database;

public sealed partial class RollcallDatabase
{
    /// <summary>Who changed what in the tenant.</summary>
    public DbSet<AuditEntry> Audit => Set<AuditEntry>();
}
