using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Access;
using Rollcall.Storage.Database;
using Rollcall.Storage.Integrations;

namespace Rollcall.Server.Integrations;

/// <summary>Logos: checked when they are uploaded, never changed afterwards.</summary>
public sealed class Logos(Databases databases, TimeProvider time)
{
    /// <summary>Keeps an uploaded logo.</summary>
    /// <exception cref="Refusal">It is no PNG, too large, or not roughly square.</exception>
    public async Task<Logo> UploadAsync(
        Asker asker,
        ReadOnlyMemory<byte> file,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Develop);
        var image = LogoImage.Read(file.Span);
        var logo = new Logo
        {
            Id = PublicId.New("logo"),
            OrganizationId = asker.OrganizationId,
            Png = image.Png,
            Width = image.Width,
            Height = image.Height,
            CreatedAt = time.GetUtcNow(),
        };
        await using var database = databases.OpenFor(asker.OrganizationId);
        database.Add(logo);
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        return logo;
    }

    /// <summary>A logo of the organization.</summary>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<Logo> OpenAsync(Asker asker, string id, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        return await database
                .Logos.AsNoTracking()
                .SingleOrDefaultAsync(logo => logo.Id == id, cancellation)
                .ConfigureAwait(false)
            ?? throw Refusal.NotFound();
    }
}
