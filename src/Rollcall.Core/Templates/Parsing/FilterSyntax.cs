using System.Text;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.Templates.Parsing;

/// <summary>Reads <c>trim | replace:"a","b"</c>: alone, or within <c>${…}</c> up to its closing brace.</summary>
internal sealed class FilterSyntax(string text, int start, ICollection<TemplateProblem> problems)
{
    /// <summary>Index of the next character.</summary>
    public int At { get; private set; } = start;

    /// <summary>Filters to the end of the text.</summary>
    public IReadOnlyList<FilterCall> ReadAll()
    {
        var calls = ReadChain();
        if (calls is not null && At < text.Length)
        {
            Fault(At, $"Expected \"|\" before the next filter, not \"{text[At]}\".");
        }
        return calls ?? [];
    }

    /// <summary>Filters up to something that continues none; null after a fault in the syntax.</summary>
    public List<FilterCall>? ReadChain()
    {
        var calls = new List<FilterCall>();
        do
        {
            if (ReadCall() is not { } call)
            {
                return null;
            }
            calls.Add(call);
            SkipBlanks();
        } while (Skip('|'));
        return calls;
    }

    /// <summary>Skips blanks.</summary>
    public void SkipBlanks()
    {
        while (At < text.Length && text[At] is ' ' or '\t' or '\n' or '\r')
        {
            At++;
        }
    }

    /// <summary>Skips a character if it comes next.</summary>
    public bool Skip(char expected)
    {
        var found = At < text.Length && text[At] == expected;
        At += found ? 1 : 0;
        return found;
    }

    /// <summary>A name; empty when none comes next.</summary>
    public string ReadName()
    {
        var begin = At;
        while (At < text.Length && IsNamePart(text[At], first: At == begin))
        {
            At++;
        }
        return text[begin..At];
    }

    private static bool IsNamePart(char c, bool first) =>
        char.IsAsciiLetter(c) || c == '_' || (!first && char.IsAsciiDigit(c));

    private FilterCall? ReadCall()
    {
        SkipBlanks();
        var begin = At;
        var name = ReadName();
        if (name.Length == 0)
        {
            Fault(At, "Expected a filter's name, such as trim or sha256.");
            return null;
        }
        if (ReadArguments(name) is not { } arguments)
        {
            return null;
        }
        var call = new FilterCall(name, arguments);
        if (FilterCatalog.Fault(call) is { } fault)
        {
            Fault(begin, fault);
        }
        return call;
    }

    private List<string>? ReadArguments(string name)
    {
        var arguments = new List<string>();
        SkipBlanks();
        if (!Skip(':'))
        {
            return arguments;
        }
        do
        {
            SkipBlanks();
            if (ReadQuoted(name) is not { } argument)
            {
                return null;
            }
            arguments.Add(argument);
            SkipBlanks();
        } while (Skip(','));
        return arguments;
    }

    private string? ReadQuoted(string name)
    {
        var begin = At;
        if (!Skip('"'))
        {
            Fault(At, $"Arguments stand in double quotes: {name}:\"…\".");
            return null;
        }
        var argument = new StringBuilder();
        for (; At < text.Length && text[At] != '"'; At++)
        {
            if (text[At] == '\\' && At + 1 < text.Length)
            {
                At++;
            }
            argument.Append(text[At]);
        }
        if (Skip('"'))
        {
            return argument.ToString();
        }
        Fault(begin, "This argument has no closing quote.");
        return null;
    }

    private void Fault(int offset, string message) => problems.Add(new TemplateProblem(offset, message));
}
