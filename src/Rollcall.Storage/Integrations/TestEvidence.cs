using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollcall.Storage.Database;

namespace Rollcall.Storage.Integrations;

/// <summary>That an endpoint of a version was tried, and what came of it. The last one of each endpoint counts.</summary>
public sealed class TestEvidence : ITenantOwned
{
    /// <summary><c>tst_…</c></summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public required string OrganizationId { get; init; }

    /// <summary>The version.</summary>
    public required string VersionId { get; init; }

    /// <summary><c>createList</c>, <c>addUsers</c>, <c>removeUsers</c>, <c>updateUsers</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The test end to end that it was part of: the same for all its requests; null for an endpoint tried by itself.</summary>
    public string? EndToEndId { get; init; }

    /// <summary>A hash of all that makes the endpoint's requests. Where the draft's differs now, the endpoint was changed since.</summary>
    public required string Hash { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset TestedAt { get; init; }

    /// <summary>The name of who tried it.</summary>
    public required string TestedByName { get; init; }

    /// <summary>Whether the destination did what it was asked to.</summary>
    public required bool Succeeded { get; init; }

    /// <summary>The answer's status; null without one.</summary>
    public int? Status { get; init; }

    /// <summary>The error type that people were told; null for a plain success.</summary>
    public string? ErrorType { get; init; }
}

/// <summary>The table of test evidence.</summary>
internal sealed class TestEvidenceTable : IEntityTypeConfiguration<TestEvidence>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<TestEvidence> builder)
    {
        builder.ToTable("TestEvidence").HasKey(evidence => evidence.Id);
        builder.HasIndex(evidence => new { evidence.VersionId, evidence.Endpoint });
        builder
            .HasOne<IntegrationVersion>()
            .WithMany()
            .HasForeignKey(evidence => evidence.VersionId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
