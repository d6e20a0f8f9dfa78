using System.Text;

namespace Rollcall.Core.Templates.Parsing;

/// <summary>
/// Reads a template as JSON with holes and finds all that could make it malformed for any value. A hole within a
/// string is text of that string; anywhere else it stands for one whole value.
/// </summary>
internal sealed class JsonStructure(bool lines, ICollection<TemplateProblem> problems)
{
    private readonly JsonGrammar _grammar = new(lines);
    private readonly List<JsonToken> _tokens = [];
    private readonly StringBuilder _literal = new();
    private int _literalAt;
    private JsonStringReader? _string;

    /// <summary>The template's parts with contexts; valid when there was no fault.</summary>
    public List<TemplatePart> Parts { get; } = [];

    /// <summary>The template's tokens; valid when there was no fault.</summary>
    public IReadOnlyList<JsonToken> Tokens => _tokens;

    /// <summary>Reads all parts; stops at the first fault, since what follows would be guesses.</summary>
    public void Read(IReadOnlyList<TemplatePart> parts, int length)
    {
        foreach (var part in parts)
        {
            var sound = part.Use is null ? ReadText(part) : ReadVariable(part);
            if (!sound)
            {
                return;
            }
        }
        if (_string is not null)
        {
            Fault(length, "A string is not closed: a double quote is missing.");
        }
        else if (EndLiteral())
        {
            Check(_grammar.End(_tokens.Count > 0), length);
        }
    }

    private bool ReadVariable(TemplatePart part)
    {
        var typed = part with { Context = Context(), Use = part.Use! with { InString = _string is not null } };
        Parts.Add(typed);
        if (_string is not null)
        {
            return Check(_string.Variable(typed), part.Offset);
        }
        if (_literal.Length > 0)
        {
            return Fault(
                part.Offset,
                "This variable stands directly after other text outside quotes: put both within one pair of double quotes."
            );
        }
        if (_grammar.ExpectsKey)
        {
            return Fault(part.Offset, "A variable as an object's key stands within double quotes.");
        }
        return Token(_grammar.Value(), JsonTokenKind.Variable, part.Offset, typed);
    }

    private ValueContext Context() =>
        _string is null
            ? (lines && _grammar.AtRoot ? ValueContext.JsonLine : ValueContext.JsonValue)
            : (_string.IsKey ? ValueContext.JsonKey : ValueContext.JsonString);

    private bool ReadText(TemplatePart part)
    {
        Parts.Add(part);
        for (var index = 0; index < part.Literal.Length; index++)
        {
            var offset = part.Offset + index;
            var c = part.Literal[index];
            if (!(_string is null ? ReadOutside(c, offset) : ReadInside(c, offset)))
            {
                return false;
            }
        }
        return true;
    }

    private bool ReadInside(char c, int offset)
    {
        if (_string!.Character(c, offset) is { } fault)
        {
            return Fault(offset, fault);
        }
        if (!_string.Closed)
        {
            return true;
        }
        var closed = _string;
        _string = null;
        _tokens.Add(new JsonToken(closed.IsKey ? JsonTokenKind.Key : JsonTokenKind.String, closed.Parts));
        return Check(closed.IsKey ? _grammar.Key(closed.Identity) : _grammar.Value(), closed.Offset);
    }

    private bool ReadOutside(char c, int offset)
    {
        if (c is not ('{' or '}' or '[' or ']' or ',' or ':' or '"' or ' ' or '\t' or '\n' or '\r'))
        {
            _literalAt = _literal.Length == 0 ? offset : _literalAt;
            _literal.Append(c);
            return true;
        }
        return EndLiteral() && ReadDelimiter(c, offset);
    }

    private bool ReadDelimiter(char c, int offset)
    {
        var text = new TemplatePart(offset, c.ToString());
        switch (c)
        {
            case '"':
                _string = new JsonStringReader(offset, _grammar.ExpectsKey);
                return true;
            case '{' or '[':
                return Token(_grammar.Open(c == '{'), JsonTokenKind.Open, offset, text);
            case '}' or ']':
                return Token(_grammar.Close(c == '}'), JsonTokenKind.Close, offset, text);
            case ',':
                return Token(_grammar.Comma(), JsonTokenKind.Comma, offset, text);
            case ':':
                return Token(_grammar.Colon(), JsonTokenKind.Colon, offset, text);
            default:
                return c != '\n' || Check(_grammar.Line(), offset);
        }
    }

    private bool EndLiteral()
    {
        if (_literal.Length == 0)
        {
            return true;
        }
        var text = _literal.ToString();
        _literal.Clear();
        if (text is not ("true" or "false" or "null") && !JsonNumber.Is(Encoding.UTF8.GetBytes(text)))
        {
            return Fault(_literalAt, $"\"{Shown(text)}\" is no JSON value: text stands within double quotes.");
        }
        return Token(_grammar.Value(), JsonTokenKind.Literal, _literalAt, new TemplatePart(_literalAt, text));
    }

    private static string Shown(string text) => text.Length <= 20 ? text : text[..20] + "…";

    private bool Token(string? fault, JsonTokenKind kind, int offset, TemplatePart part)
    {
        _tokens.Add(new JsonToken(kind, [part]));
        return Check(fault, offset);
    }

    private bool Check(string? fault, int offset) => fault is null || Fault(offset, fault);

    private bool Fault(int offset, string message)
    {
        problems.Add(new TemplateProblem(offset, message));
        return false;
    }
}
