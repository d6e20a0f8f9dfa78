using System.Text;

namespace Rollcall.Core.Templates.Parsing;

/// <summary>Reads a form body, <c>name=value&amp;…</c>: what is fixed is encoded where the author did not, and each pair has its equals sign.</summary>
internal sealed class FormStructure(ICollection<TemplateProblem> problems)
{
    private int _pairAt;
    private bool _equals;
    private bool _sound = true;

    /// <summary>The template's parts with contexts, fixed text encoded; valid when there was no fault.</summary>
    public List<TemplatePart> Parts { get; } = [];

    /// <summary>Reads all parts; stops at the first fault.</summary>
    public void Read(IReadOnlyList<TemplatePart> parts, int length)
    {
        for (var index = 0; index < parts.Count && _sound; index++)
        {
            var part = parts[index];
            if (part.Use is not null)
            {
                Parts.Add(part with { Context = ValueContext.Form });
                continue;
            }
            // A block of YAML ends with a line break that its author did not mean.
            var text = index == parts.Count - 1 ? part.Literal.TrimEnd('\r', '\n') : part.Literal;
            Parts.Add(part with { Literal = Encode(text, part.Offset) });
        }
        EndPair(length);
    }

    private string Encode(string text, int offset)
    {
        var encoded = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length && _sound; index++)
        {
            var length = char.IsHighSurrogate(text[index]) && index + 1 < text.Length ? 2 : 1;
            Put(text.AsSpan(index, length), text.AsSpan(index), offset + index, encoded);
            index += length - 1;
        }
        return encoded.ToString();
    }

    private void Put(ReadOnlySpan<char> character, ReadOnlySpan<char> rest, int offset, StringBuilder encoded)
    {
        var c = character[0];
        if (c < ' ')
        {
            Fault(offset, "A form body is one line: pairs name=value with & between them.");
        }
        else if (c == '%' && !(rest.Length > 2 && char.IsAsciiHexDigit(rest[1]) && char.IsAsciiHexDigit(rest[2])))
        {
            Fault(offset, "Two hexadecimal digits follow %: write %25 for a percent sign.");
        }
        else if (c == '&')
        {
            EndPair(offset);
            (_equals, _pairAt) = (false, offset + 1);
        }
        _equals |= c == '=';
        if (c is '&' or '=' or '%' or '+')
        {
            encoded.Append(c);
            return;
        }
        PercentEncoding.WriteForm(character, encoded);
    }

    private void EndPair(int end)
    {
        if (!_equals)
        {
            Fault(
                Math.Min(_pairAt, end),
                "A form body is made of pairs name=value with & between them: here = is missing."
            );
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
