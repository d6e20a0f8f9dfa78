using Microsoft.EntityFrameworkCore;
using Rollcall.Storage.Integrations;

namespace Rollcall.Storage.Database;

public sealed partial class RollcallDatabase
{
    /// <summary>Connection information, a row a version.</summary>
    public DbSet<Connection> Connections => Set<Connection>();

    /// <summary>Logos.</summary>
    public DbSet<Logo> Logos => Set<Logo>();

    /// <summary>Integrations.</summary>
    public DbSet<Integration> Integrations => Set<Integration>();

    /// <summary>Versions of integrations.</summary>
    public DbSet<IntegrationVersion> IntegrationVersions => Set<IntegrationVersion>();

    /// <summary>What came of tests of endpoints.</summary>
    public DbSet<TestEvidence> TestEvidence => Set<TestEvidence>();
}
