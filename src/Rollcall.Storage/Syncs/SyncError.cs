using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollcall.Storage.Database;

namespace Rollcall.Storage.Syncs;

/// <summary>Something that went wrong in a run, equal ones counted together.</summary>
public sealed class SyncError : ITenantOwned
{
    /// <inheritdoc/>
    public required string OrganizationId { get; init; }

    /// <summary>The sync.</summary>
    public required string SyncId { get; init; }

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>Its place among the run's errors, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>When the run was.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The classification's failure reason.</summary>
    public required string Type { get; init; }

    /// <summary>The endpoint; empty for an error before any request.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The answer's status; null without one.</summary>
    public int? Status { get; init; }

    /// <summary>How often.</summary>
    public required long Count { get; init; }

    /// <summary>The sentence for people.</summary>
    public required string Message { get; init; }

    /// <summary>The first such request's beginning, secrets masked; empty where there was none.</summary>
    public string Request { get; init; } = "";

    /// <summary>The first such response's beginning, secrets masked.</summary>
    public string Response { get; init; } = "";
}

/// <summary>The table of errors.</summary>
internal sealed class SyncErrorTable : IEntityTypeConfiguration<SyncError>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<SyncError> builder)
    {
        builder.ToTable("SyncErrors").HasKey(error => new { error.RunId, error.Number });
        builder.HasIndex(error => new { error.SyncId, error.At });
        builder.HasOne<SyncRun>().WithMany().HasForeignKey(error => error.RunId).OnDelete(DeleteBehavior.Cascade);
    }
}
