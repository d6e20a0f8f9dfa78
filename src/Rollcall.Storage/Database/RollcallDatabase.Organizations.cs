using Microsoft.EntityFrameworkCore;
using Rollcall.Storage.Organizations;

namespace Rollcall.Storage.Database;

public sealed partial class RollcallDatabase
{
    /// <summary>Tenants.</summary>
    public DbSet<Organization> Organizations => Set<Organization>();

    /// <summary>Projects of the tenant.</summary>
    public DbSet<Project> Projects => Set<Project>();

    /// <summary>Seats in the tenant.</summary>
    public DbSet<Seat> Seats => Set<Seat>();
}
