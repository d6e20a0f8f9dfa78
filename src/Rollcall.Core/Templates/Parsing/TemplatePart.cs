namespace Rollcall.Core.Templates.Parsing;

/// <summary>A stretch of fixed text, or a variable, in the order of the template.</summary>
/// <param name="Offset">Where it stands in the source.</param>
/// <param name="Literal">The fixed text as it is sent (<c>$$</c> is <c>$</c>); empty for a variable.</param>
/// <param name="Use">The variable; null for fixed text.</param>
/// <param name="Context">How the variable's value is written.</param>
internal readonly record struct TemplatePart(
    int Offset,
    string Literal,
    VariableUse? Use = null,
    ValueContext Context = ValueContext.Text
);

/// <summary>How a value is written.</summary>
internal enum ValueContext
{
    /// <summary>As it is.</summary>
    Text,

    /// <summary>Escaped, within a JSON string.</summary>
    JsonString,

    /// <summary>Escaped, within an object's key.</summary>
    JsonKey,

    /// <summary>As a JSON value.</summary>
    JsonValue,

    /// <summary>As a JSON value that is a line of its own.</summary>
    JsonLine,

    /// <summary>Scheme, host and perhaps a path's beginning.</summary>
    UrlBase,

    /// <summary>A label of a host, or part of one, left of fixed text.</summary>
    UrlHost,

    /// <summary>A whole host, or its last label.</summary>
    UrlBareHost,

    /// <summary>A port.</summary>
    UrlPort,

    /// <summary>Percent-encoded, in a path segment.</summary>
    UrlPath,

    /// <summary>Percent-encoded, in a query.</summary>
    UrlQuery,

    /// <summary>Printable ASCII only.</summary>
    Header,

    /// <summary>Form-encoded.</summary>
    Form,
}
