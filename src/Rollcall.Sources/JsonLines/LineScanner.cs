using Rollcall.Sources.Files;

namespace Rollcall.Sources.JsonLines;

/// <summary>Finds the lines of a text.</summary>
/// <param name="buffer">The text.</param>
/// <param name="skip">Bytes at the start that are no text.</param>
internal sealed class LineScanner(TextBuffer buffer, int skip)
{
    private int _next = skip;
    private int _start;
    private int _end;

    /// <summary>The number of the line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The line, without its end.</summary>
    public ReadOnlySpan<byte> Line => buffer.Bytes.AsSpan(_start, _end - _start);

    /// <summary>Whether there is nothing but white space in it.</summary>
    public bool IsBlank => Line.Trim(" \t\r"u8).IsEmpty;

    /// <summary>Whether the line is the text's last and has no line feed of its own.</summary>
    public bool IsBare => buffer.LineFeedAdded && _next == buffer.Filled;

    /// <summary>Whether the line is larger than allowed; it is then no line to read.</summary>
    public bool TooLarge { get; private set; }

    /// <summary>Goes to the next line.</summary>
    /// <returns>False at the end, and at a line that is too large.</returns>
    public bool Next()
    {
        var looked = _next;
        while (true)
        {
            var found = buffer.Bytes.AsSpan(looked, buffer.Filled - looked).IndexOf((byte)'\n');
            if (found >= 0)
            {
                Take(looked + found);
                return true;
            }
            if (buffer.Ended)
            {
                return false;
            }
            looked = buffer.Filled - _next;
            TooLarge = !buffer.Refill(_next);
            Number += TooLarge ? 1 : 0;
            if (TooLarge)
            {
                return false;
            }
            _next = 0;
        }
    }

    private void Take(int end)
    {
        Number++;
        (_start, _end, _next) = (_next, end, end + 1);
        if (_end > _start && buffer.Bytes[_end - 1] == '\r')
        {
            _end--;
        }
    }
}
