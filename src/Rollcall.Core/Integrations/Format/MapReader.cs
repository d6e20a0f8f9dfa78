using System.Diagnostics;
using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Format;

/// <summary>Gives the values of a mapping by key; unknown, later and missing keys were reported when it was made.</summary>
internal sealed class MapReader
{
    private readonly Shape _shape;
    private readonly MapNode _node;

    /// <summary>Checks a mapping's keys.</summary>
    public MapReader(Shape shape, MapNode node, FaultList faults)
    {
        (_shape, _node, Faults) = (shape, node, faults);
        foreach (var (key, _) in node.Entries)
        {
            CheckKey(key);
        }
        foreach (var key in shape.Keys)
        {
            if (key.IsRequired && Find(key.Name) is null)
            {
                faults.Add(node.Anchor, $"{key.Name} is missing{Where()}; add {Sample(key)}.");
            }
        }
    }

    /// <summary>Receives what is wrong.</summary>
    public FaultList Faults { get; }

    /// <summary>Where something missing is told.</summary>
    public int Anchor => _node.Anchor;

    /// <summary>Whether a key stands there, right or wrong.</summary>
    public bool Has(Key key) => Find(key.Name) is not null;

    /// <summary>Where a key stands; the mapping's anchor where it does not.</summary>
    public int KeyAt(Key key)
    {
        foreach (var (written, _) in _node.Entries)
        {
            if (written.Text == key.Name)
            {
                return written.Start;
            }
        }
        return Anchor;
    }

    /// <summary>Where a key's value stands; the mapping's anchor where it does not.</summary>
    public int ValueAt(Key key) => Find(key.Name)?.Start ?? Anchor;

    /// <summary>The value of a key; false where it is missing or wrong, which was reported.</summary>
    public bool TryGet<T>(Key<T> key, out T value)
    {
        Debug.Assert(_shape.Keys.Contains(key), $"{key.Name} is no key of {_shape.Name}");
        if (Find(key.Name) is { } node)
        {
            return key.Reader.TryRead(node, key.Name, Faults, out value);
        }
        value = default!;
        return false;
    }

    /// <summary>The value of a key; a default where it is missing or wrong.</summary>
    public T Get<T>(Key<T> key, T otherwise) => TryGet(key, out var value) ? value : otherwise;

    /// <summary>The value of a key; null where it is missing or wrong.</summary>
    public T? Find<T>(Key<T> key)
        where T : class => TryGet(key, out var value) ? value : null;

    private Node? Find(string name)
    {
        foreach (var (key, value) in _node.Entries)
        {
            if (key.Text == name)
            {
                return value;
            }
        }
        return null;
    }

    private void CheckKey(ScalarNode written)
    {
        var known = _shape.Keys.FirstOrDefault(key => key.Name == written.Text);
        if (known is LaterKey)
        {
            Faults.Add(written.Start, $"{written.Text} is not supported yet; leave it out.");
        }
        else if (known is null)
        {
            Faults.Add(written.Start, $"There is no key {Shorten(written.Text)}{Where()}; {Advice(written.Text)}");
        }
    }

    private string Advice(string wrong)
    {
        var names = _shape.Keys.Where(key => key is not LaterKey).Select(key => key.Name);
        return NearestName.Of(wrong, names) is { } nearest
            ? $"did you mean {nearest}?"
            : $"there are {string.Join(", ", names)}.";
    }

    private string Where() => _shape.Name == "integration" ? "" : $" in {_shape.Title}";

    private static string Sample(Key key) =>
        key.Example.Length == 0 || key.Example.Contains('\n') ? key.Name : $"`{key.Name}: {key.Example}`";

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
