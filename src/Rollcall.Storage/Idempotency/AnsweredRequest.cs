using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Rollcall.Storage.Idempotency;

/// <summary>The answer to a request that carried an <c>Idempotency-Key</c>: the same request again gets it again.</summary>
public sealed class AnsweredRequest
{
    /// <summary>Who asked: a person's ID. Keys of different people have nothing to do with each other.</summary>
    public required string PersonId { get; init; }

    /// <summary>The key that the client chose.</summary>
    public required string Key { get; init; }

    /// <summary>A keyed hash over role, method, path and body.</summary>
    public required byte[] Request { get; init; }

    /// <summary>The answer's status; 0 while the first request is being answered.</summary>
    public int Status { get; set; }

    /// <summary>The answer's media type.</summary>
    public string? ContentType { get; set; }

    /// <summary>The answer's <c>Location</c>.</summary>
    public string? Location { get; set; }

    /// <summary>The answer's body, sealed: it may hold a token.</summary>
    public byte[] Body { get; set; } = [];

    /// <summary>When it came; it is forgotten a day later.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>The table of answered requests.</summary>
internal sealed class AnsweredRequestTable : IEntityTypeConfiguration<AnsweredRequest>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<AnsweredRequest> builder)
    {
        builder.ToTable("AnsweredRequests").HasKey(row => new { row.PersonId, row.Key });
        builder.HasIndex(row => row.At);
    }
}
