using System.Text.Json.Nodes;

namespace Rollcall.Server.Integrations.Form;

/// <summary>Headers or query parameters as rows. A document has them by name; while a name is empty or stands there twice, the rows are kept beside it.</summary>
public sealed class NamedRows
{
    private readonly DraftForm _form;
    private readonly JsonObject _owner;
    private readonly string _key;
    private readonly List<NamedRow> _rows;

    internal NamedRows(DraftForm form, JsonObject owner, string key)
    {
        (_form, _owner, _key) = (form, owner, key);
        _rows = form.Unfinished(owner, key) is JsonArray typed
            ? [.. typed.OfType<JsonObject>().Select(row => new NamedRow(row.Text("name"), row.Text("value")))]
            : [.. (owner.Map(key) ?? []).Select(pair => new NamedRow(pair.Key, owner.Map(key)!.Text(pair.Key)))];
    }

    /// <summary>The rows.</summary>
    public IReadOnlyList<NamedRow> Rows => _rows;

    /// <summary>Adds an empty row.</summary>
    public void Add()
    {
        _rows.Add(new NamedRow("", ""));
        Write();
    }

    /// <summary>Takes a row out.</summary>
    public void Remove(NamedRow row)
    {
        _rows.Remove(row);
        Write();
    }

    /// <summary>Writes the rows into the draft, after one was changed.</summary>
    public void Write()
    {
        var isWhole = _rows.All(row => row.Name.Length > 0) && _rows.DistinctBy(row => row.Name).Count() == _rows.Count;
        var map = new JsonObject();
        foreach (var row in _rows.Where(row => row.Name.Length > 0).DistinctBy(row => row.Name))
        {
            map.SetText(row.Name, row.Value);
        }
        if (map.Count > 0)
        {
            _owner[_key] = map;
        }
        else
        {
            _owner.Remove(_key);
        }
        _form.SetUnfinished(_owner, _key, isWhole ? null : Typed());
    }

    private JsonArray Typed() =>
        new([.. _rows.Select(row => (JsonNode)new JsonObject { ["name"] = row.Name, ["value"] = row.Value })]);
}

/// <summary>A header or query parameter as it is typed.</summary>
/// <param name="name">The name.</param>
/// <param name="value">The value, which may hold variables.</param>
public sealed class NamedRow(string name, string value)
{
    /// <summary>The name.</summary>
    public string Name { get; set; } = name;

    /// <summary>The value, which may hold variables.</summary>
    public string Value { get; set; } = value;
}
