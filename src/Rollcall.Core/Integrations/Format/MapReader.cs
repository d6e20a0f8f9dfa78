using System.Diagnostics;
using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Format;

/// <summary>Gives the values of a mapping by key; unknown, later and missing keys were reported when it was made.</summary>
internal sealed class MapReader
{
    private readonly Shape _shape;
    private readonly MapNode _node;
    private List<string>? _misspelled;

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
        CheckExactlyOne();
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
        return _misspelled?.Contains(name) == true ? new UnusableNode(Anchor) : null;
    }

    private void CheckExactlyOne()
    {
        var (name, keys) = (_shape.Name, _shape.ExactlyOneOf);
        var given = keys.Where(Has).ToList();
        if (keys.Count > 0 && given.Count == 0)
        {
            Faults.Add(Anchor, $"{name} needs one of {string.Join(", ", keys.Select(key => key.Name))}.");
        }
        foreach (var extra in given.Skip(1))
        {
            Faults.Add(KeyAt(extra), $"{name} has {given[0].Name} already; leave {extra.Name} or that one out.");
        }
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

    // What was meant counts as given, so that nobody is told of a consequence.
    private string Advice(string wrong)
    {
        var names = _shape.Keys.Where(key => key is not LaterKey).Select(key => key.Name).ToList();
        if (NearestName.Of(wrong, names) is not { } nearest)
        {
            return $"there are {string.Join(", ", names)}.";
        }
        (_misspelled ??= []).Add(nearest);
        return $"did you mean {nearest}?";
    }

    private string Where() =>
        _node.Key is { } key ? $" in {key}"
        : _shape.Name == "integration" ? ""
        : $" in {_shape.Title}";

    private static string Sample(Key key) =>
        key.Example.Length == 0 || key.Example.Contains('\n') ? key.Name : $"`{key.Name}: {key.Example}`";

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
