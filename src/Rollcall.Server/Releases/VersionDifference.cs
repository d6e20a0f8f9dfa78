using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Rollcall.Core.Integrations;
using Rollcall.Core.Integrations.Drafts;
using Rollcall.Server.Catalog;
using Rollcall.Server.Integrations;
using Rollcall.Storage.Catalog;

namespace Rollcall.Server.Releases;

/// <summary>How two versions differ.</summary>
/// <param name="From">The number of the earlier one; null: there is none.</param>
/// <param name="To">The number of the later one.</param>
/// <param name="Words">What differs for who installs it, a sentence each.</param>
/// <param name="Connection">The connection information, by line.</param>
/// <param name="Definition">The definition as YAML, by line.</param>
/// <param name="LogoChanged">Whether the logo is another one.</param>
public sealed record VersionDifference(
    int? From,
    int To,
    IReadOnlyList<string> Words,
    IReadOnlyList<DifferentLine> Connection,
    IReadOnlyList<DifferentLine> Definition,
    bool LogoChanged
)
{
    /// <summary>Whether nothing differs.</summary>
    public bool IsNone => Connection.Count == 0 && Definition.Count == 0 && !LogoChanged;

    /// <summary>Compares.</summary>
    internal static VersionDifference Between(VersionSnapshot? before, VersionSnapshot now) =>
        new(
            before?.Number,
            now.Number,
            before is { Integration: { } old } && now.Integration is { } current
                ? DefinitionWords.Between(old, current)
                : [],
            LineDifference.Between(before?.Connection ?? "", now.Connection),
            LineDifference.Between(before?.Yaml ?? "", now.Yaml),
            before is not null && before.LogoHash != now.LogoHash
        );
}

/// <summary>A version's content as it is compared.</summary>
/// <param name="Number">The version's number.</param>
/// <param name="Connection">The connection information as text.</param>
/// <param name="Yaml">The definition without the words of the connection information.</param>
/// <param name="LogoHash">A hash of the logo; null without one.</param>
/// <param name="Integration">The definition; null while it is not valid.</param>
internal sealed record VersionSnapshot(
    int Number,
    string Connection,
    string Yaml,
    string? LogoHash,
    Integration? Integration
)
{
    private static readonly string[] WordsOfConnection = ["name", "category", "summary", "description", "logo"];

    public static VersionSnapshot Of(PublishedVersion version) =>
        new(
            version.Number,
            Text(version.Name, version.Category, version.Summary, version.Description),
            YamlOf(version.Document),
            HashOf(version.Logo),
            DefinitionText.Read(version).Integration
        );

    public static VersionSnapshot Of(VersionContent content) =>
        new(
            content.Version.Number,
            content.Connection is { } connection
                ? Text(connection.DisplayName, connection.Category, connection.Summary, connection.FullDescription)
                : "",
            YamlOf(content.Text),
            HashOf(content.Logo),
            content.Document.Integration
        );

    private static string Text(string name, string category, string summary, string description) =>
        $"Display Name: {name}\nCategory: {Categories.Label(category)}\nSummary: {summary}\nFull Description:\n{description}";

    private static string YamlOf(string json)
    {
        var root = JsonNode.Parse(json)!.AsObject();
        foreach (var word in WordsOfConnection)
        {
            root.Remove(word);
        }
        return DraftTree.ToYaml(root);
    }

    private static string? HashOf(byte[]? logo) =>
        logo is null ? null : Convert.ToHexStringLower(SHA256.HashData(logo));
}
