using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Rollcall.Storage.People;

namespace Rollcall.Storage.Database;

/// <summary>The portal's database: people, organizations, integrations, destinations, cohorts, syncs. What a sync remembers of its destination is in a ledger of its own (<see cref="StateDirectory"/>).</summary>
/// <remarks>Sees and saves the rows of one tenant. Each noun adds its tables in a file <c>RollcallDatabase.Noun.cs</c>, and configures them in a class beside the entity.</remarks>
public sealed partial class RollcallDatabase : IdentityDbContext<Person>
{
    private readonly Tenant _tenant;

    /// <summary>A session with the database.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="tenant">On whose behalf.</param>
    public RollcallDatabase(DbContextOptions<RollcallDatabase> options, Tenant tenant)
        : base(options) => _tenant = tenant;

    // Properties of the context, so that the model's filter, which is made once, asks each context for its own.
    private bool SeesAll => _tenant.SeesAll;

    private string? OrganizationId => _tenant.OrganizationId;

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        CheckAndRaise();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    /// <inheritdoc/>
    public override Task<int> SaveChangesAsync(
        bool acceptAllChangesOnSuccess,
        CancellationToken cancellationToken = default
    )
    {
        CheckAndRaise();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        // SQLite cannot compare the text form; milliseconds since 1970 sort and compare everywhere.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(RollcallDatabase).Assembly);
        foreach (var type in builder.Model.GetEntityTypes().Select(entity => entity.ClrType).ToList())
        {
            if (typeof(ITenantOwned).IsAssignableFrom(type))
            {
                Invoke(nameof(FilterByTenant), type, builder);
            }
            if (typeof(IVersioned).IsAssignableFrom(type))
            {
                builder.Entity(type).Property(nameof(IVersioned.Version)).IsConcurrencyToken();
            }
        }
    }

    private void Invoke(string method, Type entity, ModelBuilder builder) =>
        typeof(RollcallDatabase)
            .GetMethod(method, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!
            .MakeGenericMethod(entity)
            .Invoke(this, [builder]);

    private void FilterByTenant<TEntity>(ModelBuilder builder)
        where TEntity : class, ITenantOwned =>
        builder.Entity<TEntity>().HasQueryFilter(row => SeesAll || row.OrganizationId == OrganizationId);

    private void CheckAndRaise()
    {
        foreach (var entry in ChangeTracker.Entries())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted))
            {
                continue;
            }
            CheckTenant(entry);
            if (entry is { Entity: IVersioned versioned, State: EntityState.Modified })
            {
                versioned.Version++;
            }
        }
    }

    private void CheckTenant(EntityEntry entry)
    {
        if (!SeesAll && entry.Entity is ITenantOwned owned && owned.OrganizationId != OrganizationId)
        {
            throw new InvalidOperationException(
                $"A {entry.Metadata.ClrType.Name} of another organization was to be saved. Nothing was."
            );
        }
    }
}
