using System.Text.Json.Nodes;

namespace Rollcall.Server.Integrations.Form;

/// <summary>Reads and writes an endpoint's card.</summary>
public sealed class EndpointForm
{
    // The keys that have a control of their own. Everything else of an endpoint stands in its further settings.
    private static readonly HashSet<string> Shown =
    [
        "method",
        "url",
        "body",
        "listIdPath",
        "listIdIn",
        "items",
        "batchSize",
        "errors",
        "headers",
        "query",
        "contentType",
        "batchBytes",
    ];

    private readonly JsonObject _root;

    /// <summary>An endpoint of a draft.</summary>
    internal EndpointForm(JsonObject root, string name) => (_root, Name) = (root, name);

    /// <summary>Its key, such as <c>addUsers</c>.</summary>
    public string Name { get; }

    /// <summary>Its path in the draft.</summary>
    public string Path => $"endpoints.{Name}";

    /// <summary>What people see above its card.</summary>
    public string Title => EndpointLabels.Of(Name);

    /// <summary>Its mapping, made where there is none.</summary>
    public JsonObject Map => _root.NeedMap("endpoints").NeedMap(Name);

    /// <summary>Whether it makes the list.</summary>
    public bool IsCreation => Name == "createList";

    /// <summary>The endpoints that a kind needs, by key.</summary>
    public static IReadOnlyList<string> NamesOf(bool isProperty) =>
        isProperty ? ["updateUsers"] : ["createList", "addUsers", "removeUsers"];

    /// <summary>The methods.</summary>
    public static IReadOnlyList<string> Methods { get; } = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    /// <summary>Whether the list's ID is chosen in the request instead of read from the response.</summary>
    public bool ListIdIsInRequest
    {
        get => Map.Text("listIdIn") == "request";
        set => Map.SetOptional("listIdIn", value ? "request" : "");
    }

    /// <summary>The label of the list ID's path.</summary>
    public string ListIdLabel =>
        Map.Text("listIdIn") switch
        {
            "request" => "Path to List ID in the request",
            "header" => "Response header that holds the List ID",
            _ => "Path to List ID in the response",
        };

    /// <summary>Where the list's ID stands; the default where nothing is said.</summary>
    public string ListIdPath => Map.ContainsKey("listIdPath") ? Map.Text("listIdPath") : "listId";

    /// <summary>The batch size; the default where nothing is said.</summary>
    public string BatchSize =>
        Map.ContainsKey("batchSize") ? Map.Text("batchSize")
        : UsesItems ? "10000"
        : "1";

    // Without $items, one user's values stand in address and body: a request a user.
    private bool UsesItems => Map.Text("body") is var body && VariablePlaces.Uses(body, "items");

    /// <summary>What the card has no control for, as a mapping of its own.</summary>
    public JsonObject Further
    {
        get =>
            new(
                Map.Where(pair => !Shown.Contains(pair.Key))
                    .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))
            );
        set
        {
            foreach (var key in Map.Select(pair => pair.Key).Where(key => !Shown.Contains(key)).ToList())
            {
                Map.Remove(key);
            }
            foreach (var (key, node) in value.Where(pair => !Shown.Contains(pair.Key)))
            {
                Map[key] = node?.DeepClone();
            }
        }
    }

    /// <summary>The error classifications.</summary>
    public ErrorsForm Errors => new(_root, Map, Name);
}
