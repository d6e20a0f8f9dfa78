using System.Text;
using Rollcall.Core.Integrations;
using Rollcall.Core.Integrations.Drafts;
using Rollcall.Server.Integrations;
using Rollcall.Storage.Catalog;
using Rollcall.Storage.Integrations;

namespace Rollcall.Server.Releases;

/// <summary>A version with all that is let out with it.</summary>
/// <param name="Version">The row.</param>
/// <param name="Connection">Its connection information; null while none is chosen.</param>
/// <param name="Logo">The logo; null without one.</param>
/// <param name="Text">The whole document, JSON, with the words of the connection information.</param>
/// <param name="Document">The document as it was read.</param>
internal sealed record VersionContent(
    IntegrationVersion Version,
    Connection? Connection,
    byte[]? Logo,
    string Text,
    IntegrationDocument Document
)
{
    /// <summary>Puts it together.</summary>
    public static VersionContent Of(IntegrationVersion version, Connection? connection, byte[]? logo)
    {
        var text = DraftTree.ToJson(Draft.Composed(version, connection));
        var document = IntegrationDocument.Read(Encoding.UTF8.GetBytes(text), "definition.json");
        return new VersionContent(version, connection, logo, text, document);
    }

    /// <summary>Freezes it.</summary>
    /// <param name="audience">Who sees it.</param>
    /// <param name="now">The time.</param>
    public PublishedVersion Freeze(Audience audience, DateTimeOffset now) =>
        new()
        {
            Id = Version.Id,
            OrganizationId = Version.OrganizationId,
            IntegrationId = Version.IntegrationId,
            Number = Version.Number,
            Name = Connection!.DisplayName,
            Category = Connection.Category,
            Summary = Connection.Summary,
            Description = Connection.FullDescription,
            Logo = Logo,
            Type = Version.Type,
            Document = Text,
            FrozenAt = now,
            Audience = audience,
        };
}
