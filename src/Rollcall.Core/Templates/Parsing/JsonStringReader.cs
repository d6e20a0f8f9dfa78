using System.Globalization;
using System.Text;

namespace Rollcall.Core.Templates.Parsing;

/// <summary>Reads one string of a JSON template, character by character, after its opening quote.</summary>
/// <param name="offset">Where the opening quote stands.</param>
/// <param name="isKey">Whether it is an object's key.</param>
internal sealed class JsonStringReader(int offset, bool isKey)
{
    private const string Half =
        "This is half of a character outside the basic plane: write both halves, or the character itself.";

    private readonly List<TemplatePart> _parts = [];
    private readonly StringBuilder _raw = new("\"");
    private readonly StringBuilder _identity = new();
    private int _rawAt = offset;
    private string? _escape;
    private bool _high;

    /// <summary>Where the opening quote stands.</summary>
    public int Offset { get; } = offset;

    /// <summary>Whether it is an object's key.</summary>
    public bool IsKey { get; } = isKey;

    /// <summary>Whether the closing quote was read.</summary>
    public bool Closed { get; private set; }

    /// <summary>Text (as written, quotes included) and variables.</summary>
    public IReadOnlyList<TemplatePart> Parts => _parts;

    /// <summary>Equal for strings that are equal whatever the values are.</summary>
    public string Identity => _identity.ToString();

    /// <summary>A variable within the string.</summary>
    public string? Variable(TemplatePart part)
    {
        if (_escape is not null)
        {
            return "A backslash stands before this variable: write \\\\ for a backslash, $$ for a dollar sign.";
        }
        if (_high)
        {
            return Half;
        }
        EndRaw();
        _parts.Add(part);
        _identity.Append('\0').Append(part.Use!.Name);
        foreach (var filter in part.Use.Filters)
        {
            _identity.Append('\0').Append(filter.Name).AppendJoin('\0', filter.Arguments);
        }
        _identity.Append('\0');
        return null;
    }

    /// <summary>The next character.</summary>
    public string? Character(char c, int at)
    {
        _rawAt = _raw.Length == 0 ? at : _rawAt;
        _raw.Append(c);
        if (_escape is not null)
        {
            return Escape(c);
        }
        switch (c)
        {
            case '"':
                Closed = true;
                EndRaw();
                return _high ? Half : null;
            case '\\':
                _escape = "";
                return null;
            case < ' ':
                return $"A control character cannot stand in a JSON string: write {Escaped(c)}.";
            default:
                return Decoded(c);
        }
    }

    private static string Escaped(char c) =>
        c switch
        {
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            _ => $"\\u{(int)c:X4}",
        };

    private string? Escape(char c)
    {
        _escape += c;
        if (_escape[0] == 'u')
        {
            return UnicodeEscape(c);
        }
        _escape = null;
        var index = "\"\\/bfnrt".IndexOf(c, StringComparison.Ordinal);
        return index < 0
            ? $"\"\\{c}\" is no escape of JSON: write \\\\ for a backslash."
            : Decoded("\"\\/\b\f\n\r\t"[index]);
    }

    private string? UnicodeEscape(char c)
    {
        if (c != 'u' && !char.IsAsciiHexDigit(c))
        {
            return "Four hexadecimal digits follow \\u.";
        }
        if (_escape!.Length < 5)
        {
            return null;
        }
        var unit = (char)ushort.Parse(_escape.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        _escape = null;
        return Decoded(unit);
    }

    private string? Decoded(char c)
    {
        var sound = char.IsLowSurrogate(c) == _high;
        _high = char.IsHighSurrogate(c);
        _identity.Append(c);
        return sound ? null : Half;
    }

    private void EndRaw()
    {
        if (_raw.Length > 0)
        {
            _parts.Add(new TemplatePart(_rawAt, _raw.ToString()));
            _raw.Clear();
        }
    }
}
