using System.Text.Json;
using System.Text.Json.Nodes;
using Rollcall.Core.Integrations.Drafts;
using Rollcall.Storage.Integrations;

namespace Rollcall.Server.Integrations.Form;

/// <summary>A draft in the form: the document's tree, what is typed that is no document yet, and what the check says of both.</summary>
public sealed class DraftForm
{
    /// <summary>Problems that are shown; the rest is counted.</summary>
    public const int MostProblems = 200;

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // By the mapping that the field belongs to, so that it stays its own when rows are moved.
    private readonly Dictionary<(JsonObject Owner, string Key), JsonNode> _unfinished = [];
    private ILookup<string, DraftProblem> _byPath = Array.Empty<DraftProblem>().ToLookup(problem => problem.Path);

    /// <summary>A draft that was opened.</summary>
    public DraftForm(Draft draft)
    {
        Root = draft.Root;
        var owners = Owners().ToDictionary(owner => owner.Path, owner => owner.Map);
        foreach (var (path, value) in draft.Unfinished)
        {
            var (owner, key) = Split(path);
            if (value is not null && owners.TryGetValue(owner, out var map))
            {
                _unfinished[(map, key)] = value.DeepClone();
            }
        }
        Authentication = new AuthenticationForm(Root);
    }

    /// <summary>The document.</summary>
    public JsonObject Root { get; }

    /// <summary>The authentication method.</summary>
    public AuthenticationForm Authentication { get; }

    /// <summary>The check's result; null before the first <see cref="CheckAgain"/>.</summary>
    public DraftCheck? Check { get; private set; }

    /// <summary>What is wrong: the first <see cref="MostProblems"/>.</summary>
    public IReadOnlyList<DraftProblem> Problems { get; private set; } = [];

    /// <summary>How many errors there are in all.</summary>
    public int ErrorCount { get; private set; }

    /// <summary>Whether the destination holds a property instead of a list.</summary>
    public bool IsProperty => Root.Text("type") == "property";

    /// <summary>The endpoints' cards.</summary>
    public IReadOnlyList<EndpointForm> Endpoints
    {
        get
        {
            var names = EndpointForm.NamesOf(IsProperty);
            // A list whose ID we choose is not created.
            var chosen = !IsProperty && Root.Map("endpoints") is { } map && map.ContainsKey("listId");
            return
            [
                .. names.Where(name => !chosen || name != "createList").Select(name => new EndpointForm(Root, name)),
            ];
        }
    }

    /// <summary>Checks the draft as it is now.</summary>
    /// <param name="connection">The connection information, whose words go before the document's own.</param>
    public void CheckAgain(Connection? connection)
    {
        Check = DraftCheck.Of(Draft.Compose(Root, connection));
        var all = Check.Problems.Concat(UnfinishedProblems()).ToList();
        ErrorCount = all.Count(problem => problem.Severity == Core.Integrations.Severity.Error);
        Problems = [.. all.OrderBy(problem => problem.Severity).Take(MostProblems)];
        _byPath = Problems.ToLookup(problem => problem.Path);
    }

    /// <summary>What is wrong with a field.</summary>
    public IEnumerable<DraftProblem> At(string path) => _byPath[path];

    /// <summary>The mapping at a path; null where none is.</summary>
    public JsonObject? MapAt(string path) => Owners().FirstOrDefault(owner => owner.Path == path).Map;

    /// <summary>The draft for saving.</summary>
    public Draft ToDraft()
    {
        var paths = Owners().ToDictionary(owner => owner.Map, owner => owner.Path);
        var rest = new JsonObject();
        foreach (var ((owner, key), value) in _unfinished)
        {
            if (paths.TryGetValue(owner, out var path))
            {
                rest[DraftPath.Key(path, key)] = value.DeepClone();
            }
        }
        return new Draft(Root, rest);
    }

    /// <summary>What is typed and unfinished in a field; null for nothing.</summary>
    internal JsonNode? Unfinished(JsonObject owner, string key) => _unfinished.GetValueOrDefault((owner, key));

    /// <summary>Keeps what is typed and unfinished in a field; null for nothing.</summary>
    internal void SetUnfinished(JsonObject owner, string key, JsonNode? value)
    {
        if (value is null)
        {
            _unfinished.Remove((owner, key));
        }
        else
        {
            _unfinished[(owner, key)] = value;
        }
    }

    /// <summary>A JSON value as text: as typed while it is unfinished.</summary>
    public string JsonText(JsonObject owner, string key) =>
        Unfinished(owner, key) is JsonValue typed && typed.TryGetValue<string>(out var text) ? text
        : owner.TryGetPropertyValue(key, out var node) ? node?.ToJsonString(Readable) ?? "null"
        : "";

    /// <summary>Sets a JSON value from text; text that is no JSON yet is kept beside the document.</summary>
    public void SetJsonText(JsonObject owner, string key, string text)
    {
        if (TryParse(text, out var node, out _))
        {
            SetUnfinished(owner, key, null);
            owner[key] = node;
        }
        else
        {
            SetUnfinished(owner, key, JsonValue.Create(text));
            owner.Remove(key);
        }
    }

    /// <summary>Writes a value as people read it.</summary>
    internal static string Pretty(JsonNode node) => node.ToJsonString(Readable);

    /// <summary>Reads JSON; says in words why it is none.</summary>
    internal static bool TryParse(string text, out JsonNode? node, out string why)
    {
        (node, why) = (null, "");
        try
        {
            node = JsonNode.Parse(text, null, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return true;
        }
        catch (JsonException wrong)
        {
            var place = wrong.Message.IndexOf(" Path:", StringComparison.Ordinal);
            place = place < 0 ? wrong.Message.IndexOf(" LineNumber:", StringComparison.Ordinal) : place;
            why = $"This is no JSON yet: {(place < 0 ? wrong.Message : wrong.Message[..place])}";
            return false;
        }
    }

    private static (string Owner, string Key) Split(string path)
    {
        if (path.EndsWith("']", StringComparison.Ordinal))
        {
            var open = path.LastIndexOf("['", StringComparison.Ordinal);
            return (path[..open], path[(open + 2)..^2]);
        }
        var dot = path.LastIndexOf('.');
        return dot < 0 ? ("", path) : (path[..dot], path[(dot + 1)..]);
    }

    private IEnumerable<DraftProblem> UnfinishedProblems()
    {
        if (_unfinished.Count == 0)
        {
            yield break;
        }
        var paths = Owners().ToDictionary(owner => owner.Map, owner => owner.Path);
        foreach (var ((owner, key), value) in _unfinished)
        {
            if (paths.TryGetValue(owner, out var path))
            {
                yield return new DraftProblem(
                    DraftPath.Key(path, key),
                    null,
                    Core.Integrations.Severity.Error,
                    Why(value)
                );
            }
        }
    }

    private static string Why(JsonNode value)
    {
        if (value is JsonArray)
        {
            return "A name is empty or stands here twice. Each needs a name of its own.";
        }
        TryParse(value.GetValue<string>(), out _, out var why);
        return why.Length > 0 ? why : "This must be a mapping in braces.";
    }

    private IEnumerable<(string Path, JsonObject Map)> Owners()
    {
        var open = new Stack<(string Path, JsonNode Node)>([("", Root)]);
        while (open.TryPop(out var next))
        {
            if (next.Node is JsonObject map)
            {
                yield return (next.Path, map);
                foreach (var (key, value) in map.Where(pair => pair.Value is JsonObject or JsonArray))
                {
                    open.Push((DraftPath.Key(next.Path, key), value!));
                }
            }
            else if (next.Node is JsonArray list)
            {
                for (var i = 0; i < list.Count; i++)
                {
                    if (list[i] is JsonObject or JsonArray)
                    {
                        open.Push((DraftPath.Item(next.Path, i), list[i]!));
                    }
                }
            }
        }
    }
}
