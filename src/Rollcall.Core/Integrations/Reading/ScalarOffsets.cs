using System.Globalization;
using System.Text;

namespace Rollcall.Core.Integrations.Reading;

/// <summary>
/// Finds where each character of a scalar stands in the document: reads the scalar's source once more, resolving
/// escapes and joined lines as YAML and JSON do, and notes the offset of everything that it writes.
/// </summary>
internal sealed class ScalarOffsets
{
    private readonly string _source;
    private readonly int _end;
    private readonly StringBuilder _text = new();
    private readonly List<int> _offsets = [];
    private int _at;

    private ScalarOffsets(string source, int start, int end)
    {
        (_source, _at, _end) = (source, start, Math.Min(end, source.Length));
    }

    /// <summary>The offset of each UTF-16 unit of a scalar's text; empty where they cannot be told.</summary>
    public static int[] Of(ScalarNode scalar, string source, int end)
    {
        var reading = new ScalarOffsets(source, scalar.Start, end);
        switch (scalar.Style)
        {
            case ScalarStyle.Plain:
                reading.Flow('\0');
                break;
            case ScalarStyle.SingleQuoted:
                reading.Flow('\'');
                break;
            case ScalarStyle.DoubleQuoted:
                reading.Flow('"');
                break;
            default:
                reading.Block(scalar.Text);
                break;
        }
        return reading._text.Equals(scalar.Text.AsSpan()) ? [.. reading._offsets] : [];
    }

    private void Write(char c, int offset)
    {
        _text.Append(c);
        _offsets.Add(offset);
    }

    private void Flow(char quote)
    {
        _at += quote == '\0' ? 0 : 1;
        while (_at < _end)
        {
            var c = _source[_at];
            if (c is '\n' or '\r' or ' ' or '\t')
            {
                Whitespace();
            }
            else if (c == quote && !(quote == '\'' && _at + 1 < _end && _source[_at + 1] == quote))
            {
                return;
            }
            else if (c == '\\' && quote == '"')
            {
                Escape();
            }
            else
            {
                Write(c, _at);
                _at += c == quote ? 2 : 1;
            }
        }
    }

    // Whitespace within a line stands for itself; around line breaks it is dropped, and n breaks are n - 1 newlines, one is a space.
    private void Whitespace()
    {
        var (start, breaks) = (_at, 0);
        var firstBreak = -1;
        while (_at < _end && _source[_at] is '\n' or '\r' or ' ' or '\t')
        {
            if (Break())
            {
                breaks++;
                firstBreak = firstBreak < 0 ? _at - 1 : firstBreak;
            }
            else
            {
                _at++;
            }
        }
        if (breaks == 1)
        {
            Write(' ', firstBreak);
        }
        for (var i = 1; i < breaks; i++)
        {
            Write('\n', firstBreak);
        }
        for (var i = start; breaks == 0 && i < _at; i++)
        {
            Write(_source[i], i);
        }
    }

    private bool Break()
    {
        if (_source[_at] is not ('\n' or '\r'))
        {
            return false;
        }
        _at += _source[_at] == '\r' && _at + 1 < _end && _source[_at + 1] == '\n' ? 2 : 1;
        return true;
    }

    private void Escape()
    {
        var start = _at++;
        var code = _at < _end ? _source[_at++] : '\\';
        var digits = code switch
        {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        if (digits > 0)
        {
            Hexadecimal(start, digits);
        }
        else if (code is '\n' or '\r')
        {
            _at--;
            Join();
        }
        else
        {
            Write(Escaped(code), start);
        }
    }

    // A backslash at a line's end joins it to the next; blank lines after it are newlines.
    private void Join()
    {
        Break();
        while (_at < _end && _source[_at] is '\n' or '\r' or ' ' or '\t')
        {
            var here = _at;
            if (Break())
            {
                Write('\n', here);
            }
            else
            {
                _at++;
            }
        }
    }

    private void Hexadecimal(int start, int digits)
    {
        var end = Math.Min(_at + digits, _end);
        if (
            int.TryParse(_source.AsSpan(_at, end - _at), NumberStyles.AllowHexSpecifier, null, out var value)
            && value is >= 0 and <= 0x10FFFF
        )
        {
            foreach (var unit in value > 0xFFFF ? char.ConvertFromUtf32(value) : ((char)value).ToString())
            {
                Write(unit, start);
            }
        }
        _at = end;
    }

    private static char Escaped(char code) =>
        code switch
        {
            '0' => '\0',
            'a' => '\a',
            'b' => '\b',
            't' => '\t',
            'n' => '\n',
            'v' => '\v',
            'f' => '\f',
            'r' => '\r',
            'e' => '\e',
            'N' => '\x85',
            '_' => '\xa0',
            'L' => '\u2028',
            'P' => '\u2029',
            _ => code,
        };

    // The text tells how a run of line breaks was read: as newlines, as a space, or (at the end) not at all.
    private void Block(string text)
    {
        SkipLine();
        var indent = Indent(text);
        var i = Breaks(text, 0, indent);
        while (i < text.Length && _at < _end)
        {
            if (_source[_at] is '\n' or '\r')
            {
                i += Breaks(text, i, indent);
            }
            else
            {
                Write(_source[_at], _at++);
                i++;
            }
        }
    }

    private int Breaks(string text, int from, int indent)
    {
        var start = _at;
        do
        {
            for (var spaces = 0; spaces < indent && _at < _end && _source[_at] == ' '; spaces++)
            {
                _at++;
            }
        } while (_at < _end && Break());
        var isSpace = from > 0 && from < text.Length && text[from] == ' ';
        var i = from + (isSpace ? 1 : 0);
        while (!isSpace && i < text.Length && text[i] == '\n')
        {
            i++;
        }
        for (var written = from; written < i; written++)
        {
            Write(text[written], start);
        }
        return i - from;
    }

    private void SkipLine()
    {
        while (_at < _end && !Break())
        {
            _at++;
        }
    }

    // The first line that holds something shows the indentation; spaces that the text begins with are its own.
    private int Indent(string text)
    {
        var (indent, own) = (0, 0);
        for (var at = _at; at < _end && _source[at] is ' ' or '\n' or '\r'; at++)
        {
            indent = _source[at] == ' ' ? indent + 1 : 0;
        }
        foreach (var c in text)
        {
            if (c is not (' ' or '\n'))
            {
                break;
            }
            own = c == ' ' ? own + 1 : 0;
        }
        return Math.Max(0, indent - own);
    }
}
