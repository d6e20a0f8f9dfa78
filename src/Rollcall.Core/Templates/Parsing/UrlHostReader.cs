using System.Globalization;
using System.Text;

namespace Rollcall.Core.Templates.Parsing;

/// <summary>Reads host and port of an address. <c>\0</c> stands for a variable in what it has read.</summary>
internal sealed class UrlHostReader
{
    private const char Hole = '\0';

    private readonly StringBuilder _host = new();
    private readonly StringBuilder _port = new();
    private readonly List<int> _holes = [];
    private int _start = -1;
    private bool _inPort;
    private bool _inBrackets;

    /// <summary>Where the variables stand that fill the whole host or its last label.</summary>
    private int _bareFrom = int.MaxValue;

    /// <summary>A variable.</summary>
    public ValueContext Variable(int offset)
    {
        Begin(offset);
        (_inPort ? _port : _host).Append(Hole);
        if (_inPort)
        {
            return ValueContext.UrlPort;
        }
        _holes.Add(offset);
        return ValueContext.UrlHost;
    }

    /// <summary>A character.</summary>
    public string? Character(char c, int offset)
    {
        Begin(offset);
        if (c == '@')
        {
            return "A user name or password cannot stand in an address: use authentication.";
        }
        if (_inPort)
        {
            _port.Append(c);
            return char.IsAsciiDigit(c)
                ? null
                : "A port is a number, and a user name or password cannot stand in an address: use authentication.";
        }
        return HostCharacter(c);
    }

    /// <summary>The host has ended.</summary>
    /// <returns>What is wrong with it, and where; null for nothing.</returns>
    public TemplateProblem? End()
    {
        var host = _host.ToString();
        var last = host[(host.LastIndexOf('.') + 1)..];
        if (_holes.Count > 0)
        {
            _bareFrom = last.Contains(Hole) ? _holes[^last.Count(c => c == Hole)] : int.MaxValue;
        }
        return Fault(host, last) is { } message ? new TemplateProblem(Math.Max(_start, 0), message) : null;
    }

    /// <summary>Corrects the context of a part once the whole host is known.</summary>
    public TemplatePart Settle(TemplatePart part) =>
        part.Context == ValueContext.UrlHost && part.Offset >= _bareFrom
            ? part with
            {
                Context = ValueContext.UrlBareHost,
                Use = part.Use! with { Part = UrlPart.BareHost },
            }
            : part;

    private string? Fault(string host, string last)
    {
        if (host.Length == 0)
        {
            return "A host is missing after //.";
        }
        if (_inBrackets)
        {
            return "A bracket of the host is not closed: ] is missing.";
        }
        if (_holes.Count > 0 && last.Length > 0 && last.All(char.IsAsciiDigit))
        {
            return "A variable cannot be part of a numeric address.";
        }
        if (_inPort && (_port.Length == 0 || (!_port.ToString().Contains(Hole) && !IsPort(_port.ToString()))))
        {
            return "A port is a number from 1 to 65535.";
        }
        return Uri.CheckHostName(host.Replace(Hole, 'a')) == UriHostNameType.Unknown
            ? "This is no host name: labels of letters, digits and inner hyphens, with dots between."
            : null;
    }

    private static bool IsPort(string text) =>
        text.Length <= 5 && int.Parse(text, CultureInfo.InvariantCulture) is >= 1 and <= 65535;

    private string? HostCharacter(char c)
    {
        if (c == ':' && !_inBrackets)
        {
            _inPort = true;
            return null;
        }
        _host.Append(c);
        if (c == '[' && _host.Length == 1)
        {
            _inBrackets = true;
            return null;
        }
        if (_inBrackets)
        {
            _inBrackets = c != ']';
            return char.IsAsciiHexDigit(c) || c is ':' or '.' or ']'
                ? null
                : "An address in brackets is an IPv6 address.";
        }
        return HostFault(c);
    }

    private static string? HostFault(char c)
    {
        if (UrlText.IsLabelCharacter(c) || c is '.' or '_')
        {
            return null;
        }
        return c > '~'
            ? "A host is written in ASCII: write its xn-- form."
            : "A host holds letters, digits, hyphens and dots only.";
    }

    private void Begin(int offset) => _start = _start < 0 ? offset : _start;
}
