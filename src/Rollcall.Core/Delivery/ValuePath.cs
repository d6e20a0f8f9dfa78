using System.Text.Json;

namespace Rollcall.Core.Delivery;

/// <summary>
/// A path into a response or a request: dots and brackets from the root, as in <c>data[0].id</c>, <c>errors[*].id</c>,
/// <c>errors.*</c>; of a form body a field's name. <c>$</c> is the place itself, <c>$key</c> a map's own key.
/// </summary>
public sealed class ValuePath
{
    private readonly PathStep[] _steps;

    private ValuePath(string text, PathStep[] steps) => (Text, _steps) = (text, steps);

    /// <summary>As written, without a leading <c>$.</c>.</summary>
    public string Text { get; }

    /// <summary>Whether it is <c>$</c>: the place itself.</summary>
    public bool IsSelf => _steps.Length == 0 && !IsOwnKey;

    /// <summary>Whether it is <c>$key</c>: the key under which an entry stands in its map.</summary>
    public bool IsOwnKey { get; private init; }

    /// <summary>Whether it can lead to more than one value: it holds a <c>*</c>.</summary>
    public bool IsWildcard => _steps.Any(step => step.Kind == StepKind.All);

    /// <summary>Reads a path.</summary>
    /// <param name="text">As in a definition.</param>
    /// <param name="path">The path.</param>
    /// <param name="error">What is wrong and what would be right.</param>
    public static bool TryParse(string text, out ValuePath? path, out string? error)
    {
        path = null;
        if (text is "$" or "$key")
        {
            error = null;
            path = new ValuePath(text, []) { IsOwnKey = text == "$key" };
            return true;
        }
        var relative = WithoutRoot(text);
        if (!PathSyntax.TryRead(relative, out var steps, out error))
        {
            return false;
        }
        path = new ValuePath(relative, steps);
        return true;
    }

    /// <summary>The values that the path leads to, in their order; none where it leads nowhere. Of a name that an object holds twice the last counts.</summary>
    /// <param name="from">Where the path starts.</param>
    public IEnumerable<PathMatch> Find(JsonElement from) => IsOwnKey ? [] : Walk(new PathMatch(from, null), 0);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static string WithoutRoot(string text) =>
        text.StartsWith("$.", StringComparison.Ordinal) ? text[2..]
        : text.StartsWith("$[", StringComparison.Ordinal) ? text[1..]
        : text;

    // Recursion is as deep as the path has steps, never as deep as the document.
    private IEnumerable<PathMatch> Walk(PathMatch at, int step)
    {
        if (step == _steps.Length)
        {
            return [at];
        }
        return _steps[step].Apply(at.Value).SelectMany(next => Walk(next, step + 1));
    }
}

/// <summary>A value that a path leads to.</summary>
/// <param name="Value">The value.</param>
/// <param name="Key">The name under which it stands in its object; null in an array and at the root.</param>
public readonly record struct PathMatch(JsonElement Value, string? Key);
