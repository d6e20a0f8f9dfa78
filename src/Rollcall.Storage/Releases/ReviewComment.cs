using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollcall.Storage.Database;

namespace Rollcall.Storage.Releases;

/// <summary>What a reviewer says to a field of a submission. The partner sees it once changes are requested.</summary>
public sealed class ReviewComment : ITenantOwned
{
    /// <summary><c>cmt_…</c></summary>
    public required string Id { get; init; }

    /// <summary>The partner's organization.</summary>
    public required string OrganizationId { get; init; }

    /// <summary>The submission.</summary>
    public required string SubmissionId { get; init; }

    /// <summary>The field: a path in the document such as <c>endpoints.addUsers.body</c>, or <c>connection.summary</c>.</summary>
    public required string Field { get; init; }

    /// <summary>What is said.</summary>
    public required string Text { get; init; }

    /// <summary>The name of the reviewer.</summary>
    public required string ByName { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>The table of comments.</summary>
internal sealed class ReviewCommentTable : IEntityTypeConfiguration<ReviewComment>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<ReviewComment> builder)
    {
        builder.ToTable("ReviewComments").HasKey(comment => comment.Id);
        builder
            .HasOne<Submission>()
            .WithMany()
            .HasForeignKey(comment => comment.SubmissionId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
