using System.Text.Json.Nodes;

namespace Rollcall.Server.Integrations.Form;

/// <summary>Reads and writes an endpoint's error classifications: own rows, and those copied from another endpoint, which follow it.</summary>
public sealed class ErrorsForm
{
    private const string Key = "errors";

    private readonly JsonObject _root;
    private readonly JsonObject _endpoint;
    private readonly string _name;

    internal ErrorsForm(JsonObject root, JsonObject endpoint, string name) =>
        (_root, _endpoint, _name) = (root, endpoint, name);

    /// <summary>What the engine can do with an answer: as documents write it, and as people see it.</summary>
    public static IReadOnlyList<(string Id, string Label)> Actions { get; } =
    [
        ("", "Default for the status"),
        ("retry", "Retry"),
        ("split", "Split the batch"),
        ("abort", "Stop the run"),
        ("succeed", "Count as success"),
        ("recreate_list", "Recreate the list"),
    ];

    /// <summary>The endpoint whose rows are copied, by key; null for none; "" while none is chosen.</summary>
    public string? CopyFrom
    {
        get => Copied?.Text("copyFrom");
        set
        {
            var own = Own.Select(row => row.DeepClone()).ToArray();
            if (value is null)
            {
                _endpoint[Key] = new JsonArray(own);
            }
            else
            {
                _endpoint[Key] = new JsonObject { ["copyFrom"] = value };
                if (own.Length > 0)
                {
                    _endpoint[Key]!["add"] = new JsonArray(own);
                }
            }
        }
    }

    /// <summary>The endpoints that rows can be copied from, by key.</summary>
    public IEnumerable<string> Sources =>
        (_root.Map("endpoints") ?? [])
            .Where(pair => pair.Value is JsonObject && pair.Key != _name)
            .Select(pair => pair.Key);

    /// <summary>The own rows.</summary>
    public IReadOnlyList<JsonObject> Own => Copied is { } copied ? copied.Rows("add") : _endpoint.Rows(Key);

    /// <summary>The path of the own rows' list.</summary>
    public string OwnPath => $"endpoints.{_name}.errors{(Copied is null ? "" : ".add")}";

    /// <summary>The rows that are copied.</summary>
    public IReadOnlyList<JsonObject> FromOther => CopyFrom is { Length: > 0 } from ? All(from, [_name]) : [];

    /// <summary>How many rows apply.</summary>
    public int Count => Own.Count + FromOther.Count;

    /// <summary>Whether a row for a status is there, own or copied.</summary>
    public bool Names(string status) => Own.Concat(FromOther).Any(row => row.Text("status") == status);

    /// <summary>Adds an empty row.</summary>
    public JsonObject Add()
    {
        var row = new JsonObject
        {
            ["status"] = "",
            ["reason"] = "",
            ["message"] = "",
        };
        if (Copied is { } copied)
        {
            copied.AddRow("add", row);
        }
        else
        {
            _endpoint.AddRow(Key, row);
        }
        return row;
    }

    /// <summary>Takes a row out.</summary>
    public void Remove(JsonObject row)
    {
        if (Copied is { } copied)
        {
            copied.RemoveRow("add", row);
        }
        else
        {
            _endpoint.RemoveRow(Key, row);
        }
    }

    private JsonObject? Copied => _endpoint.Map(Key);

    // An endpoint may copy from one that copies; a circle, which the check reports, ends here.
    private IReadOnlyList<JsonObject> All(string name, HashSet<string> seen)
    {
        if (!seen.Add(name) || _root.Map("endpoints")?.Map(name) is not { } endpoint)
        {
            return [];
        }
        var errors = new ErrorsForm(_root, endpoint, name);
        return errors.CopyFrom is { Length: > 0 } from ? [.. errors.Own, .. All(from, seen)] : errors.Own;
    }
}
