namespace Rollcall.Core.Templates.Parsing;

/// <summary>A token of a JSON template, white space left out.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Parts">Its text and variables; a string's quotes are among them.</param>
internal sealed record JsonToken(JsonTokenKind Kind, IReadOnlyList<TemplatePart> Parts);

/// <summary>The tokens of a JSON template.</summary>
internal enum JsonTokenKind
{
    /// <summary><c>{</c> or <c>[</c>.</summary>
    Open,

    /// <summary><c>}</c> or <c>]</c>.</summary>
    Close,

    /// <summary><c>,</c></summary>
    Comma,

    /// <summary>An object's key.</summary>
    Key,

    /// <summary><c>:</c></summary>
    Colon,

    /// <summary>A string that is a value.</summary>
    String,

    /// <summary>A number, true, false or null.</summary>
    Literal,

    /// <summary>A variable in place of a value.</summary>
    Variable,
}
