namespace Rollcall.Core.Integrations.Reading;

/// <summary>A value in a document, with its place in the text.</summary>
/// <param name="start">Offset of its first character.</param>
internal abstract class Node(int start)
{
    /// <summary>Offset of its first character.</summary>
    public int Start { get; } = start;

    /// <summary>Where something that is missing from it is told: the key that it belongs to, else its start.</summary>
    public int Anchor { get; set; } = start;

    /// <summary>The key that it belongs to; null for a list's item and the outermost node.</summary>
    public string? Key { get; set; }

    /// <summary>What it is, for messages: <c>text</c>, <c>a list</c>, <c>a mapping</c>.</summary>
    public abstract string What { get; }
}

/// <summary>A list.</summary>
internal sealed class ListNode(int start) : Node(start)
{
    /// <summary>Its items.</summary>
    public List<Node> Items { get; } = [];

    /// <inheritdoc/>
    public override string What => "a list";
}

/// <summary>Keys with values, in the order of the text; keys that stand twice are told when it was read and left out.</summary>
internal sealed class MapNode(int start) : Node(start)
{
    /// <summary>Its keys and values.</summary>
    public List<KeyValuePair<ScalarNode, Node>> Entries { get; } = [];

    /// <inheritdoc/>
    public override string What => "a mapping";
}

/// <summary>A text, number, boolean or null; it keeps its text, whatever it looks like.</summary>
internal sealed class ScalarNode(string text, ScalarStyle style, int start, int end, string source) : Node(start)
{
    private int[]? _offsets;

    /// <summary>The value as text, escapes resolved.</summary>
    public string Text { get; } = text;

    /// <summary>How it is written.</summary>
    public ScalarStyle Style { get; } = style;

    /// <summary>Whether it stands there without quotes and may so be a number, boolean or null.</summary>
    public bool IsPlain => Style == ScalarStyle.Plain;

    /// <summary>Whether it is null: nothing at all, <c>null</c> or <c>~</c> without quotes.</summary>
    public bool IsNull => IsPlain && PlainValue.IsNull(Text);

    /// <inheritdoc/>
    public override string What =>
        !IsPlain ? "text"
        : IsNull ? "no value"
        : PlainValue.Kind(Text) switch
        {
            PlainKind.Number => "a number",
            PlainKind.Boolean => $"the boolean {Text}",
            _ => "text",
        };

    /// <summary>Where a character of <see cref="Text"/> stands in the document.</summary>
    /// <param name="index">In UTF-16 units; the text's length means just behind its last visible character.</param>
    public int At(int index)
    {
        _offsets ??= ScalarOffsets.Of(this, source, end);
        if (_offsets.Length == 0)
        {
            return Start;
        }
        return index < Text.Length ? _offsets[index] : _offsets[Math.Max(1, Text.TrimEnd().Length) - 1] + 1;
    }
}

/// <summary>The ways to write a scalar. JSON's texts are double-quoted, its numbers, booleans and null plain.</summary>
internal enum ScalarStyle
{
    /// <summary>Without quotes.</summary>
    Plain,

    /// <summary>In single quotes.</summary>
    SingleQuoted,

    /// <summary>In double quotes, with escapes.</summary>
    DoubleQuoted,

    /// <summary>A block after <c>|</c>.</summary>
    Literal,

    /// <summary>A block after <c>&gt;</c>, lines joined.</summary>
    Folded,
}
