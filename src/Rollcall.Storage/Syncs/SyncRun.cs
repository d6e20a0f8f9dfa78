using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollcall.Storage.Database;

namespace Rollcall.Storage.Syncs;

/// <summary>One execution of a sync, as people see it. What it has done so far is in the sync's own ledger.</summary>
public sealed class SyncRun : ITenantOwned
{
    /// <summary><c>run_…</c></summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public required string OrganizationId { get; init; }

    /// <summary>The project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>The sync.</summary>
    public required string SyncId { get; init; }

    /// <summary>How it stands.</summary>
    public required SyncRunStatus Status { get; set; }

    /// <summary>What began it.</summary>
    public required RunTrigger Trigger { get; init; }

    /// <summary>The person who asked for it; null: the schedule did.</summary>
    public string? StartedBy { get; init; }

    /// <summary>What was asked for, as JSON.</summary>
    public required string Order { get; init; }

    /// <summary>Whether nothing is sent.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>When it began to run; null before that.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>The upload that it reads, kept until it has ended; null for other sources.</summary>
    public string? UploadId { get; set; }

    /// <summary>The file of pushed members that it reads, kept until it has ended; null for other sources.</summary>
    public string? PushFile { get; set; }

    /// <summary>The engine's name for it; null before it is planned.</summary>
    public string? EngineRun { get; set; }

    /// <summary>Its report, as JSON; null while it has none.</summary>
    public string? Report { get; set; }

    /// <summary>For a held run: what it would remove, which a person confirms by typing it.</summary>
    public long? HeldRemovals { get; set; }

    /// <summary>Whether a newer reading has taken its place, so that no word on it counts.</summary>
    public bool IsVoid { get; set; }

    /// <summary>Unique valid items of the cohort.</summary>
    public long Items { get; set; }

    /// <summary>Acknowledged additions.</summary>
    public long Added { get; set; }

    /// <summary>Acknowledged removals.</summary>
    public long Removed { get; set; }

    /// <summary>Acknowledged changes.</summary>
    public long Changed { get; set; }

    /// <summary>Members without an identifier, and other invalid ones.</summary>
    public long Skipped { get; set; }

    /// <summary>All rejections outstanding at its end.</summary>
    public long Rejected { get; set; }

    /// <summary>Items at the destination after it, surely or in doubt.</summary>
    public long Delivered { get; set; }
}

/// <summary>How a run stands.</summary>
public enum SyncRunStatus
{
    /// <summary>It waits for its turn.</summary>
    Queued,

    /// <summary>It goes on, or was interrupted and goes on when the server runs again.</summary>
    Running,

    /// <summary>The guard waits for a person.</summary>
    Held,

    /// <summary>It was held, and a newer reading took its place.</summary>
    Superseded,

    /// <summary>A dry run that has ended.</summary>
    Planned,

    /// <summary>Everything was acknowledged and no rejection is outstanding.</summary>
    Succeeded,

    /// <summary>Part of it was.</summary>
    PartiallySucceeded,

    /// <summary>Nothing was, or it was stopped.</summary>
    Failed,

    /// <summary>A person stopped it, or discarded it while it was held.</summary>
    Canceled,
}

/// <summary>What begins a run.</summary>
public enum RunTrigger
{
    /// <summary>The cadence.</summary>
    Schedule,

    /// <summary>The first one, when the sync is made.</summary>
    Created,

    /// <summary>A person, in the portal.</summary>
    Manual,

    /// <summary>The API.</summary>
    Api,

    /// <summary>A person confirmed the removals of a held run.</summary>
    Confirmed,

    /// <summary>The daily question whether the credentials are accepted again.</summary>
    Probe,

    /// <summary>The sync is deleted and its members are to go.</summary>
    Leaving,
}

/// <summary>The table of runs.</summary>
internal sealed class SyncRunTable : IEntityTypeConfiguration<SyncRun>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<SyncRun> builder)
    {
        builder.ToTable("SyncRuns").HasKey(run => run.Id);
        builder.Property(run => run.Status).HasConversion<string>();
        builder.Property(run => run.Trigger).HasConversion<string>();
        builder.HasIndex(run => new { run.SyncId, run.QueuedAt });
        // Exactly one active run a sync, by the database, whatever any process believes.
        builder
            .HasIndex(run => run.SyncId, "OneActiveRun")
            .IsUnique()
            .HasFilter("\"Status\" IN ('Queued', 'Running')");
        builder.HasOne<Sync>().WithMany().HasForeignKey(run => run.SyncId).OnDelete(DeleteBehavior.Cascade);
    }
}
