using System.Text;
using System.Text.Json;

namespace Rollcall.Sources.JsonLines;

/// <summary>A property that is wanted, or that holds one that is.</summary>
internal sealed class JsonProperty
{
    private readonly byte[] _name;
    private readonly List<JsonProperty> _inner = [];

    private JsonProperty(string name) => _name = Encoding.UTF8.GetBytes(name);

    /// <summary>The wanted column that is this property by its whole name; -1: none.</summary>
    public int Column { get; private set; } = -1;

    /// <summary>The wanted column whose dotted path ends here; -1: none.</summary>
    public int PathColumn { get; private set; } = -1;

    /// <summary>Whether something inside it is wanted.</summary>
    public bool HasInner => _inner.Count > 0;

    /// <summary>The object of a line, with what is wanted in it.</summary>
    /// <param name="columns">Names, or paths with dots. <c>a.b</c> is the property of that name where there is one, else <c>b</c> in <c>a</c>.</param>
    public static JsonProperty Root(IReadOnlyList<string> columns)
    {
        var root = new JsonProperty("");
        for (var column = 0; column < columns.Count; column++)
        {
            root.Inner(columns[column]).Column = column;
            var names = columns[column].Split('.');
            if (names.Length > 1)
            {
                names.Aggregate(root, (outer, name) => outer.Inner(name)).PathColumn = column;
            }
        }
        return root;
    }

    /// <summary>The wanted property inside this one whose name the reader stands on; null: none.</summary>
    public JsonProperty? Find(ref Utf8JsonReader reader)
    {
        foreach (var inner in _inner)
        {
            if (reader.ValueTextEquals(inner._name))
            {
                return inner;
            }
        }
        return null;
    }

    private JsonProperty Inner(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        var inner = _inner.Find(property => property._name.AsSpan().SequenceEqual(bytes));
        if (inner is null)
        {
            inner = new JsonProperty(name);
            _inner.Add(inner);
        }
        return inner;
    }
}
