using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollcall.Storage.Database;

namespace Rollcall.Storage.Organizations;

/// <summary>A person's place in an organization.</summary>
public sealed class Seat : ITenantOwned
{
    /// <inheritdoc/>
    public required string OrganizationId { get; init; }

    /// <summary>The person's ID.</summary>
    public required string PersonId { get; init; }

    /// <summary>What they may do there.</summary>
    public required Role Role { get; set; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>What a person may do in an organization.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Role>))]
public enum Role
{
    /// <summary>Reads, without members' values and payloads.</summary>
    Viewer,

    /// <summary>Cohorts, destinations and syncs.</summary>
    Editor,

    /// <summary>The developer portal.</summary>
    Developer,

    /// <summary>Everything.</summary>
    Admin,
}

/// <summary>The table of seats.</summary>
internal sealed class SeatTable : IEntityTypeConfiguration<Seat>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Seat> builder)
    {
        builder.ToTable("Seats").HasKey(seat => new { seat.OrganizationId, seat.PersonId });
        builder.Property(seat => seat.Role).HasConversion<string>();
        builder.HasIndex(seat => seat.PersonId);
        builder.HasOne<Organization>().WithMany().HasForeignKey(seat => seat.OrganizationId);
    }
}
