using Microsoft.EntityFrameworkCore;
using Rollcall.Storage.Catalog;
using Rollcall.Storage.Destinations;
using Rollcall.Storage.Releases;

namespace Rollcall.Storage.Database;

public sealed partial class RollcallDatabase
{
    /// <summary>Versions of integrations as they were let out.</summary>
    public DbSet<PublishedVersion> PublishedVersions => Set<PublishedVersion>();

    /// <summary>Display names that are taken in the catalog.</summary>
    public DbSet<CatalogName> CatalogNames => Set<CatalogName>();

    /// <summary>Integrations installed in the tenant's projects.</summary>
    public DbSet<Destination> Destinations => Set<Destination>();

    /// <summary>Versions handed to the reviewers.</summary>
    public DbSet<Submission> Submissions => Set<Submission>();

    /// <summary>What reviewers say to fields of submissions.</summary>
    public DbSet<ReviewComment> ReviewComments => Set<ReviewComment>();

    /// <summary>Who let versions out, and when.</summary>
    public DbSet<ReleaseStep> ReleaseSteps => Set<ReleaseStep>();
}
