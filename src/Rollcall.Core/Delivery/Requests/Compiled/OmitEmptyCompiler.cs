using Rollcall.Core.Templates;
using Rollcall.Core.Templates.Parsing;

namespace Rollcall.Core.Delivery.Requests.Compiled;

/// <summary>
/// Compiles a JSON template so that keys whose whole value is one null variable are left out. White space goes, so
/// that a comma can be told needless by the byte before it: an opening brace.
/// </summary>
internal sealed class OmitEmptyCompiler(VariableScope scope, TemplateCompiler compiler)
{
    /// <summary>Adds a template of valid JSON.</summary>
    public void Compile(Template template, SegmentBuilder into)
    {
        var tokens = template.Tokens;
        var at = 0;
        while (at < tokens.Count)
        {
            into.Text(at > 0 ? "\n" : "");
            at = Value(tokens, at, into);
        }
    }

    private int Value(IReadOnlyList<JsonToken> tokens, int at, SegmentBuilder into)
    {
        var token = tokens[at];
        compiler.Add(token.Parts, into);
        if (token.Kind != JsonTokenKind.Open)
        {
            return at + 1;
        }
        var isObject = token.Parts[0].Literal == "{";
        for (at++; tokens[at].Kind != JsonTokenKind.Close; )
        {
            if (tokens[at].Kind == JsonTokenKind.Comma)
            {
                at++;
                into.Text(isObject ? "" : ",");
            }
            at = isObject ? Member(tokens, at, into) : Value(tokens, at, into);
        }
        compiler.Add(tokens[at].Parts, into);
        return at + 1;
    }

    private int Member(IReadOnlyList<JsonToken> tokens, int at, SegmentBuilder into)
    {
        var (key, value) = (tokens[at], tokens[at + 2]);
        var variable = WholeVariable(value);
        if (variable is not null && IsKnownNull(variable))
        {
            return at + 3;
        }
        var field = variable is null || FillsNull(variable) ? -1 : scope.Field(variable.Name);
        var begun = field >= 0 ? into.BeginOptional() : 0;
        into.Comma();
        compiler.Add(key.Parts, into);
        into.Text(":");
        var end = Value(tokens, at + 2, into);
        if (field >= 0)
        {
            into.EndOptional(begun, field);
        }
        return end;
    }

    private bool IsKnownNull(VariableUse use) =>
        scope.Field(use.Name) < 0
        && scope.Setting(use.Name) is not null
        && scope.Known(use, ValueContext.Text).Kind == Members.FieldKind.Null;

    private static bool FillsNull(VariableUse use) => use.Filters.Any(filter => filter.Name == "default");

    private static VariableUse? WholeVariable(JsonToken value) =>
        value.Kind switch
        {
            JsonTokenKind.Variable => value.Parts[0].Use,
            JsonTokenKind.String when value.Parts.Count == 3 => value.Parts[1].Use,
            _ => null,
        };
}
