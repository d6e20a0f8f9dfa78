using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollcall.Storage.Cohorts;
using Rollcall.Storage.Database;

namespace Rollcall.Storage.Syncs;

/// <summary>A cohort kept in a destination. What it remembers of the destination is in a state directory of its own.</summary>
public sealed class Sync : ITenantOwned, IVersioned
{
    /// <summary><c>syn_…</c>, also the name of its state directory.</summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public required string OrganizationId { get; init; }

    /// <summary>The project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>The cohort.</summary>
    public required string CohortId { get; init; }

    /// <summary>The destination.</summary>
    public required string DestinationId { get; init; }

    /// <summary>The person who answers for it, and gets its mails.</summary>
    public required string OwnerId { get; set; }

    /// <summary>Values of the fields that the definition asks for each sync, by variable; never a secret.</summary>
    public Dictionary<string, string> Settings { get; set; } = [];

    /// <summary>How often it runs.</summary>
    public required Cadence Cadence { get; set; }

    /// <summary>How it stands.</summary>
    public required SyncState State { get; set; }

    /// <summary>Who paused it, kept while it is off meanwhile; null while nobody has.</summary>
    public string? PausedBy { get; set; }

    /// <summary>Since when it stands so.</summary>
    public required DateTimeOffset StateSince { get; set; }

    /// <summary>The run that waits for a person's word; null when none does.</summary>
    public string? HeldRunId { get; set; }

    /// <summary>Whether a held run holds its removals only, and additions go on.</summary>
    public bool HoldRemovalsOnly { get; set; }

    /// <summary>In place of the guard's limit on removals: the largest share of the membership, 0 to 1; null: not said.</summary>
    public double? MaxRemovalShare { get; set; }

    /// <summary>In place of the guard's limit on removals: the largest number; null: not said.</summary>
    public long? MaxRemovals { get; set; }

    /// <summary>When it is to run next; null: not by itself.</summary>
    public DateTimeOffset? NextDue { get; set; }

    /// <summary>Who has taken its due time in hand; null: nobody.</summary>
    public string? LeaseOwner { get; set; }

    /// <summary>Until when, at most.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>What is to be run once the present run has ended, as JSON; null: nothing.</summary>
    public string? FollowUp { get; set; }

    /// <summary>What a person said of a changed account, for the next run; null: nothing. <c>SameAccount</c> or <c>Fresh</c>.</summary>
    public string? AccountChange { get; set; }

    /// <summary>Scheduled runs that were skipped because another one went on.</summary>
    public long Skipped { get; set; }

    /// <summary>Scheduled runs that were missed while nothing ran, each beyond the one that took their place.</summary>
    public long Missed { get; set; }

    /// <summary>The list at the destination; null for properties and before it is known.</summary>
    public string? ListId { get; set; }

    /// <summary>The cohort's name at the first run on the present list, which stays where it forms the list or a property.</summary>
    public string? NameThere { get; set; }

    /// <summary>How the last run that ended did; null before that.</summary>
    public SyncRunStatus? LastStatus { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? LastRunAt { get; set; }

    /// <summary>When a run last delivered everything.</summary>
    public DateTimeOffset? LastSyncedAt { get; set; }

    /// <summary>Users that are not at the destination as they should be, after the last run.</summary>
    public long NotDelivered { get; set; }

    /// <summary>It is to be deleted when its running removal of all members has ended.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public int Version { get; set; }
}

/// <summary>How a sync stands.</summary>
public enum SyncState
{
    /// <summary>It runs by its cadence. With <see cref="Sync.HeldRunId"/> it needs approval.</summary>
    Active,

    /// <summary>A person paused it.</summary>
    Paused,

    /// <summary>The destination refused its credentials; one probe a day.</summary>
    NeedsCredentials,

    /// <summary>It was to run once, and has.</summary>
    Finished,

    /// <summary>Its version of the integration was withdrawn, or its destination is gone.</summary>
    Off,
}

/// <summary>The table of syncs.</summary>
internal sealed class SyncTable : IEntityTypeConfiguration<Sync>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Sync> builder)
    {
        builder.ToTable("Syncs").HasKey(sync => sync.Id);
        builder.Property(sync => sync.State).HasConversion<string>();
        builder.Property(sync => sync.LastStatus).HasConversion<string>();
        builder.Property(sync => sync.Settings).HasJsonConversion();
        builder.ComplexProperty(
            sync => sync.Cadence,
            cadence => cadence.Property(kind => kind.Kind).HasConversion<string>()
        );
        builder.HasIndex(sync => new { sync.CohortId, sync.DestinationId }).IsUnique();
        builder.HasIndex(sync => sync.ProjectId);
        builder.HasIndex(sync => sync.DestinationId);
        builder.HasIndex(sync => sync.NextDue);
        builder.HasOne<Cohort>().WithMany().HasForeignKey(sync => sync.CohortId).OnDelete(DeleteBehavior.Restrict);
    }
}
