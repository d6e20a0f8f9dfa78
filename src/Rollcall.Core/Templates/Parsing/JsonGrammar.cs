namespace Rollcall.Core.Templates.Parsing;

/// <summary>What may come next in a JSON text. Knows tokens only; faults are told as a sentence, null for none.</summary>
/// <param name="lines">Whether several values follow each other, one a line.</param>
internal sealed class JsonGrammar(bool lines)
{
    // What JSON readers take by default; it also bounds the recursion of whoever walks the tokens.
    private const int Deepest = 64;

    private readonly Stack<HashSet<string>?> _open = new();
    private Expected _expected = Expected.Value;

    private enum Expected
    {
        Value,
        ValueOrClose,
        KeyOrClose,
        Key,
        Colon,
        CommaOrClose,
        Nothing,
    }

    /// <summary>Whether a string that begins now is a key.</summary>
    public bool ExpectsKey => _expected is Expected.Key or Expected.KeyOrClose;

    /// <summary>Whether nothing is open.</summary>
    public bool AtRoot => _open.Count == 0;

    /// <summary>A scalar, a string or a variable stands as a value.</summary>
    public string? Value()
    {
        if (_expected is not (Expected.Value or Expected.ValueOrClose))
        {
            return Unexpected("a value");
        }
        EndValue();
        return null;
    }

    /// <summary>An object's key.</summary>
    /// <param name="text">Equal for keys that are equal whatever the values are.</param>
    public string? Key(string text)
    {
        _expected = Expected.Colon;
        return _open.Peek()!.Add(text)
            ? null
            : "This key stands twice in the same object: receivers differ in which they take.";
    }

    /// <summary><c>{</c> or <c>[</c>.</summary>
    public string? Open(bool isObject)
    {
        if (_expected is not (Expected.Value or Expected.ValueOrClose))
        {
            return Unexpected(isObject ? "an object" : "an array");
        }
        if (_open.Count == Deepest)
        {
            return $"This is nested deeper than {Deepest} levels, which receivers refuse.";
        }
        _open.Push(isObject ? new HashSet<string>(StringComparer.Ordinal) : null);
        _expected = isObject ? Expected.KeyOrClose : Expected.ValueOrClose;
        return null;
    }

    /// <summary><c>}</c> or <c>]</c>.</summary>
    public string? Close(bool isObject)
    {
        if (_open.Count == 0 || _open.Peek() is not null != isObject)
        {
            return isObject ? "There is no open { for this }." : "There is no open [ for this ].";
        }
        if (_expected == (isObject ? Expected.Key : Expected.Value))
        {
            return "A comma stands before this bracket: JSON allows none after the last entry.";
        }
        if (_expected is Expected.Colon or Expected.Value)
        {
            return Unexpected("a bracket");
        }
        _open.Pop();
        EndValue();
        return null;
    }

    /// <summary><c>,</c></summary>
    public string? Comma()
    {
        if (_expected != Expected.CommaOrClose)
        {
            return Unexpected("a comma");
        }
        _expected = _open.Peek() is null ? Expected.Value : Expected.Key;
        return null;
    }

    /// <summary><c>:</c></summary>
    public string? Colon()
    {
        if (_expected != Expected.Colon)
        {
            return Unexpected("a colon");
        }
        _expected = _open.Peek() is null ? Expected.CommaOrClose : Expected.Value;
        return null;
    }

    /// <summary>A line ends.</summary>
    public string? Line()
    {
        if (lines && _open.Count > 0)
        {
            return "Each JSON value of such a body stands on one line.";
        }
        if (lines && _expected == Expected.Nothing)
        {
            _expected = Expected.Value;
        }
        return null;
    }

    /// <summary>The text ends.</summary>
    /// <param name="any">Whether there was any token.</param>
    public string? End(bool any)
    {
        if (!any)
        {
            return "Expected a JSON value; there is none.";
        }
        if (_open.Count > 0)
        {
            return _open.Peek() is null
                ? "An array is not closed: ] is missing."
                : "An object is not closed: } is missing.";
        }
        return null;
    }

    private void EndValue() => _expected = _open.Count == 0 ? Expected.Nothing : Expected.CommaOrClose;

    private string Unexpected(string found) =>
        _expected switch
        {
            Expected.Nothing when lines => $"The JSON value ends before this: {found} needs a line of its own.",
            Expected.Nothing => $"The JSON value ends before this: {found} cannot follow.",
            Expected.CommaOrClose =>
                $"Expected a comma or a closing bracket, not {found}. A variable beside other text stands within quotes.",
            Expected.Colon => $"Expected a colon after the key, not {found}.",
            Expected.Key or Expected.KeyOrClose => $"Expected a key in double quotes, not {found}.",
            _ => $"Expected a value, not {found}.",
        };
}
