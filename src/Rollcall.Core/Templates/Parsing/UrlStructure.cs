using System.Text;

namespace Rollcall.Core.Templates.Parsing;

/// <summary>Tells the parts of an address with holes apart, and refuses what values or receivers could read otherwise.</summary>
internal sealed class UrlStructure(ICollection<TemplateProblem> problems)
{
    private const string Beginning = "An address begins with https:// or http://, or with a variable of type url.";

    private readonly StringBuilder _segment = new();
    private readonly UrlHostReader _host = new();
    private Place _place = Place.Start;
    private int _segmentAt;
    private bool _segmentVaries;
    private int _hexLeft;
    private bool _sound = true;

    private enum Place
    {
        Start,
        AfterBase,
        Host,
        Path,
        Query,
    }

    /// <summary>The template's parts with contexts; valid when there was no fault.</summary>
    public List<TemplatePart> Parts { get; } = [];

    /// <summary>Reads all parts; stops at the first fault.</summary>
    public void Read(IReadOnlyList<TemplatePart> parts, int length)
    {
        foreach (var part in parts)
        {
            if (part.Use is null)
            {
                ReadText(part);
            }
            else
            {
                ReadVariable(part);
            }
            if (!_sound)
            {
                return;
            }
        }
        End(length);
        for (var index = 0; index < Parts.Count && _sound; index++)
        {
            Parts[index] = _host.Settle(Parts[index]);
        }
    }

    private void ReadVariable(TemplatePart part)
    {
        if (_hexLeft > 0)
        {
            Fault(part.Offset, "Two hexadecimal digits follow %: write %25 for a percent sign.");
            return;
        }
        var context = Enter(part);
        var kind = context switch
        {
            ValueContext.UrlBase => UrlPart.WholeHost,
            ValueContext.UrlHost or ValueContext.UrlPort => UrlPart.Host,
            ValueContext.UrlPath => UrlPart.Path,
            _ => UrlPart.Query,
        };
        Parts.Add(part with { Context = context, Use = part.Use! with { Part = kind } });
    }

    private ValueContext Enter(TemplatePart part)
    {
        switch (_place)
        {
            case Place.Start:
                _place = Place.AfterBase;
                return ValueContext.UrlBase;
            case Place.AfterBase:
                Fault(part.Offset, "A slash or a question mark follows a variable that is a whole address.");
                return ValueContext.UrlBase;
            case Place.Host:
                return _host.Variable(part.Offset);
            case Place.Path:
                _segmentVaries = true;
                return ValueContext.UrlPath;
            default:
                return ValueContext.UrlQuery;
        }
    }

    private void ReadText(TemplatePart part)
    {
        Parts.Add(part);
        var index = 0;
        if (_place == Place.Start)
        {
            index = SchemeLength(part.Literal);
            if (index == 0)
            {
                Fault(part.Offset, Beginning);
                return;
            }
            _place = Place.Host;
        }
        for (; index < part.Literal.Length && _sound; index++)
        {
            ReadCharacter(part.Literal[index], part.Offset + index);
        }
    }

    private static int SchemeLength(string text) =>
        text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8
        : text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7
        : 0;

    private void ReadCharacter(char c, int offset)
    {
        if (c == '#')
        {
            Fault(offset, "A fragment (#…) is never sent: leave it out, or write %23 for the character.");
        }
        else if (_place != Place.Query && (c is '/' or '?'))
        {
            ReadDelimiter(c, offset);
        }
        else if (_place == Place.AfterBase)
        {
            Fault(offset, "A slash or a question mark follows a variable that is a whole address.");
        }
        else if (_place == Place.Host)
        {
            Check(_host.Character(c, offset), offset);
        }
        else
        {
            ReadEncoded(c, offset);
        }
    }

    private void ReadDelimiter(char c, int offset)
    {
        EndPart(offset);
        _place = c == '?' ? Place.Query : Place.Path;
        _segment.Clear();
        _segmentAt = offset + 1;
        _segmentVaries = false;
    }

    private void ReadEncoded(char c, int offset)
    {
        if (_hexLeft > 0)
        {
            _hexLeft--;
            Check(
                char.IsAsciiHexDigit(c) ? null : "Two hexadecimal digits follow %: write %25 for a percent sign.",
                offset
            );
        }
        else if (c == '%')
        {
            _hexLeft = 2;
        }
        else if (!(_place == Place.Path ? UrlText.IsSegmentCharacter(c) : UrlText.IsQueryCharacter(c)))
        {
            var shown = c < ' ' ? "A control character" : $"\"{c}\"";
            Fault(offset, $"{shown} cannot stand in an address as it is: write {UrlText.Encoded(c)}.");
        }
        _segment.Append(c);
    }

    private void End(int length)
    {
        if (_place == Place.Start)
        {
            Fault(0, Beginning);
            return;
        }
        EndPart(length);
    }

    private void EndPart(int offset)
    {
        if (_hexLeft > 0)
        {
            Fault(offset, "Two hexadecimal digits follow %: write %25 for a percent sign.");
        }
        if (_place == Place.Host && _host.End() is { } wrong)
        {
            Fault(wrong.Offset, wrong.Message);
        }
        if (_place == Place.Path && !_segmentVaries && UrlText.IsDots(Encoding.UTF8.GetBytes(_segment.ToString())))
        {
            Fault(
                _segmentAt,
                "A path segment \".\" or \"..\" is resolved on the way: write the address that it leads to."
            );
        }
    }

    private void Check(string? fault, int offset)
    {
        if (fault is not null)
        {
            Fault(offset, fault);
        }
    }

    private void Fault(int offset, string message)
    {
        if (_sound)
        {
            problems.Add(new TemplateProblem(offset, message));
        }
        _sound = false;
    }
}
