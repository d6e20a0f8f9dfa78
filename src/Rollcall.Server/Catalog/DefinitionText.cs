using System.Text;
using Rollcall.Core.Integrations;
using Rollcall.Storage.Catalog;

namespace Rollcall.Server.Catalog;

/// <summary>Reads published definitions as documents, with their variable tables.</summary>
internal static class DefinitionText
{
    /// <summary>Reads one.</summary>
    public static IntegrationDocument Read(PublishedVersion version) =>
        IntegrationDocument.Read(Encoding.UTF8.GetBytes(version.Document), $"{version.Id}.json");
}
