using System.Text.Json;
using Rollcall.Core.Integrations.Format;

namespace Rollcall.Core.Integrations.Writing;

/// <summary>A mapping to be written: its keys stand in the order of the format, whatever the order in which they are set.</summary>
internal sealed class DocumentMap(Shape shape)
{
    private readonly Dictionary<Key, object> _values = [];

    /// <summary>Keys and values: text, flag, number, JSON value, list or mapping.</summary>
    public IEnumerable<KeyValuePair<string, object>> Entries =>
        shape.Keys.Where(_values.ContainsKey).Select(key => KeyValuePair.Create(key.Name, _values[key]));

    /// <summary>Sets text, where there is any.</summary>
    public void Text(Key key, string? text) => Set(key, text);

    /// <summary>Sets a JSON value, where there is one.</summary>
    public void Json(Key key, JsonElement? value) => Set(key, value);

    /// <summary>Sets a flag under a condition.</summary>
    public void Flag(Key key, bool value, bool when) => Set(key, when ? value : null);

    /// <summary>Sets a number under a condition.</summary>
    public void Number(Key key, int value, bool when) => Set(key, when ? value : null);

    /// <summary>Sets a mapping, where there is one.</summary>
    public void Map(Key key, DocumentMap? map) => Set(key, map);

    /// <summary>Sets names with texts, unless there are none.</summary>
    public void Texts(Key key, IReadOnlyList<NamedTemplate> texts) => Set(key, texts.Count == 0 ? null : texts);

    /// <summary>Sets a list, unless it is empty.</summary>
    public void List(Key key, IEnumerable<object> items) =>
        Set(key, items.ToList() is { Count: > 0 } list ? list : null);

    private void Set(Key key, object? value)
    {
        if (value is not null)
        {
            _values.Add(key, value);
        }
    }
}
