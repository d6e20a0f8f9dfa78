using System.Diagnostics.CodeAnalysis;

namespace Rollcall.Core.Delivery;

/// <summary>Reads the text of a path: names with dots between them, and in brackets an index, <c>*</c> or a name.</summary>
internal ref struct PathSyntax(string text)
{
    private readonly List<PathStep> _steps = [];
    private int _at;
    private string? _error;

    public static bool TryRead(string text, out PathStep[] steps, [NotNullWhen(false)] out string? error)
    {
        var syntax = new PathSyntax(text);
        syntax.Read();
        (steps, error) = (syntax._error is null ? [.. syntax._steps] : [], syntax._error);
        return error is null;
    }

    private void Read()
    {
        if (text.Length == 0)
        {
            _error = "A path is empty: write names with dots between them, such as data.id.";
            return;
        }
        for (var first = true; _error is null && _at < text.Length; first = false)
        {
            ReadStep(first);
        }
    }

    private void ReadStep(bool first)
    {
        if (text[_at] == '[')
        {
            ReadBracket();
            return;
        }
        if (!first)
        {
            if (text[_at] != '.')
            {
                _error = $"After ] in the path {text} comes a dot, another [ or the end.";
                return;
            }
            _at++;
        }
        ReadName();
    }

    private void ReadName()
    {
        var end = text.AsSpan(_at).IndexOfAny('.', '[', ']');
        var name = end < 0 ? text[_at..] : text.Substring(_at, end);
        _error = WhyNoName(name, end >= 0 && text[_at + end] == ']');
        _at += name.Length;
        _steps.Add(name == "*" ? PathStep.All : PathStep.Named(name));
    }

    private readonly string? WhyNoName(string name, bool closes)
    {
        if (closes)
        {
            return $"The path {text} has a ] without a [ before it.";
        }
        if (name.Length == 0)
        {
            return $"The path {text} has an empty name: write one name between two dots, none at the end.";
        }
        if (name[0] == '$')
        {
            return $"The path {text} has no variables. $ stands alone, or before the first dot, for where the path starts; "
                + $"a field that is really called {name} is written [\"{name}\"].";
        }
        return name.Trim() == name
            ? null
            : $"The path {text} has a name that starts or ends with a space; if it is really so, write [\"{name}\"].";
    }

    private void ReadBracket()
    {
        _at++;
        if (_at < text.Length && text[_at] is '"' or '\'')
        {
            ReadQuoted(text[_at]);
            return;
        }
        var length = text.AsSpan(_at).IndexOf(']');
        if (length < 0)
        {
            _error = $"The path {text} has a [ that is not closed.";
            return;
        }
        AddBracketed(text.Substring(_at, length));
        _at += length + 1;
    }

    private void AddBracketed(string inside)
    {
        if (inside == "*")
        {
            _steps.Add(PathStep.All);
        }
        else if (PathStep.AsIndex(inside) is >= 0 and var index)
        {
            _steps.Add(PathStep.At(index));
        }
        else if (inside.Length > 0 && (char.IsLetter(inside[0]) || inside[0] == '_') && !inside.Contains('['))
        {
            _steps.Add(PathStep.Quoted(inside));
        }
        else
        {
            _error =
                $"In the path {text}, between [ and ] stands a number from 0, *, or a name in quotes; not {inside}.";
        }
    }

    private void ReadQuoted(char quote)
    {
        var length = text.AsSpan(_at + 1).IndexOf(quote);
        var close = _at + 1 + length + 1;
        if (length < 0 || close >= text.Length || text[close] != ']')
        {
            _error = $"The path {text} has a quoted name that does not end with {quote}].";
            return;
        }
        _steps.Add(PathStep.Quoted(text.Substring(_at + 1, length)));
        _at = close + 1;
    }
}
