using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Integrations;
using Rollcall.Core.Integrations.Drafts;
using Rollcall.Server.Access;
using Rollcall.Storage.Database;
using Rollcall.Storage.Integrations;

namespace Rollcall.Server.Integrations;

/// <summary>Integrations as files: import and export of YAML and JSON. What is imported is exported equal.</summary>
public sealed class IntegrationFiles(Databases databases, TimeProvider time)
{
    /// <summary>Problems of a file that are told; the rest is counted.</summary>
    public const int MostProblems = 100;

    private readonly AuthoringAudit _audit = new(time);

    /// <summary>Makes a draft of a file.</summary>
    /// <param name="asker">Who imports.</param>
    /// <param name="utf8">The file's bytes.</param>
    /// <param name="file">Its name; <c>.json</c> is read as JSON, all else as YAML.</param>
    /// <param name="acceptErrors">Whether a file with errors becomes a draft, too, as far as its text can be read at all.</param>
    /// <param name="cancellation">Stops importing.</param>
    /// <returns>The draft, or what is wrong, by line.</returns>
    public async Task<Import> ImportAsync(
        Asker asker,
        ReadOnlyMemory<byte> utf8,
        string file,
        bool acceptErrors,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Develop);
        var document = IntegrationDocument.Read(utf8, file);
        var root = DraftTree.Read(utf8, file, out _);
        if (root is null || (document.Integration is null && !acceptErrors))
        {
            return Import.Failed(document.Problems, isReadable: root is not null);
        }
        await using var database = databases.OpenFor(asker.OrganizationId);
        var draft = new Draft(root, []);
        var (connection, note) = await ConnectionForAsync(database, asker, draft, cancellation).ConfigureAwait(false);
        var version = IntegrationVersions.AddIntegration(database, asker, draft, connection, time.GetUtcNow());
        _audit.RecordStart(database, asker, version);
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        return new Import { Version = version, Note = note };
    }

    /// <summary>A version as a file.</summary>
    /// <param name="asker">Who exports.</param>
    /// <param name="versionId">The version.</param>
    /// <param name="asJson">JSON instead of YAML.</param>
    /// <param name="cancellation">Stops exporting.</param>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<IntegrationFile> ExportAsync(
        Asker asker,
        string versionId,
        bool asJson,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var (version, connection) = await IntegrationVersions
            .FindAsync(database, versionId, cancellation)
            .ConfigureAwait(false);
        var root = Draft.Composed(version, connection);
        var name = FileName(version.Name);
        return asJson
            ? new IntegrationFile(name + ".json", "application/json", DraftTree.ToJson(root))
            : new IntegrationFile(name + ".yaml", "application/yaml", DraftTree.ToYaml(root));
    }

    private static string FileName(string name)
    {
        var letters = name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-').ToArray();
        var file = string.Join('-', new string(letters).Split('-', StringSplitOptions.RemoveEmptyEntries));
        return file.Length == 0 ? "integration" : file[..Math.Min(file.Length, 60)];
    }

    // The file's words make the connection information; where one of its name is there, that one is taken as it is.
    private async Task<(Connection? Connection, string? Note)> ConnectionForAsync(
        RollcallDatabase database,
        Asker asker,
        Draft draft,
        CancellationToken cancellation
    )
    {
        if (draft.Name.Trim().Length is 0 or > ConnectionForm.LongestName)
        {
            return (null, null);
        }
        var key = NameKey.Of(draft.Name);
        var known = await database
            .Connections.Where(row => row.NameKey == key)
            .OrderByDescending(row => row.Minor)
            .FirstOrDefaultAsync(cancellation)
            .ConfigureAwait(false);
        if (known is not null)
        {
            return (known, NoteOf(draft, known));
        }
        var id = PublicId.New("con");
        var made = Connections.New(asker, FormOf(draft), id, id, minor: 0, time.GetUtcNow());
        database.Add(made);
        _audit.Record(database, asker, "connection.created", made, before: null, AuthoringAudit.Of(made));
        return (made, null);
    }

    private static string? NoteOf(Draft draft, Connection known) =>
        JsonNode.DeepEquals(Draft.Compose(draft.Root, known), draft.Root)
            ? null
            : $"The connection information {known.DisplayName} - {known.Number} is here already, and its words are used instead of the file's.";

    private static ConnectionForm FormOf(Draft draft) =>
        new()
        {
            DisplayName = draft.Name,
            Category = Text(draft, "category"),
            Summary = Text(draft, "summary"),
            FullDescription = Text(draft, "description"),
        };

    private static string Text(Draft draft, string key) =>
        draft.Root[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}

/// <summary>What came of an import.</summary>
public sealed record Import
{
    /// <summary>The draft; null where the file has errors.</summary>
    public IntegrationVersion? Version { get; init; }

    /// <summary>Something that the importer should know; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>What is wrong, by line: <see cref="IntegrationFiles.MostProblems"/> at most.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>How many problems the file has in all.</summary>
    public int ProblemCount { get; init; }

    /// <summary>Whether it could become a draft with its errors.</summary>
    public bool IsReadable { get; init; }

    /// <summary>A file that was not imported.</summary>
    internal static Import Failed(IReadOnlyList<Problem> problems, bool isReadable) =>
        new()
        {
            Problems = [.. problems.Take(IntegrationFiles.MostProblems)],
            ProblemCount = problems.Count,
            IsReadable = isReadable,
        };
}

/// <summary>An integration as a file.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Text">Its text.</param>
public sealed record IntegrationFile(string Name, string MediaType, string Text);
