using System.Text;
using Rollcall.Core.Integrations;
using Rollcall.Core.Templates;
using Rollcall.Core.Templates.Parsing;

namespace Rollcall.Core.Delivery.Requests.Compiled;

/// <summary>Compiles an endpoint's address and query, piece by piece, so that each path segment can be checked as it is sent.</summary>
internal sealed class UrlCompiler(TemplateCompiler compiler)
{
    private readonly StringBuilder _origin = new();
    private readonly List<UrlSegment> _segments = [];
    private readonly List<string> _variables = [];
    private SegmentBuilder? _segment;
    private SegmentBuilder? _query;
    private bool _queryOpen;
    private string? _hostVariable;

    /// <summary>Compiles them.</summary>
    /// <exception cref="SettingException">A setting cannot stand where it should.</exception>
    public CompiledUrl Compile(Template url, IReadOnlyList<NamedTemplate> query)
    {
        foreach (var part in url.Parts)
        {
            if (part.Use is null)
            {
                Text(part.Literal);
            }
            else
            {
                Variable(part, part.Use);
            }
        }
        EndSegment();
        foreach (var parameter in query)
        {
            Parameter(parameter);
        }
        if (_hostVariable is not null)
        {
            UrlOrigin.Check(_origin.ToString(), _hostVariable);
        }
        return new CompiledUrl(Encoding.ASCII.GetBytes(_origin.ToString()), [.. _segments], _query?.Build());
    }

    private void Text(string text)
    {
        var rest = text.AsSpan();
        if (_origin.Length == 0)
        {
            var scheme = text.IndexOf("//", StringComparison.Ordinal) + 2;
            _origin.Append(rest[..scheme]);
            rest = rest[scheme..];
        }
        while (_query is null && rest.IndexOfAny('/', '?') is var at and >= 0)
        {
            Fixed(rest[..at]);
            EndSegment();
            if (rest[at] == '?')
            {
                (_query, _queryOpen) = (compiler.Begin(), true);
                _query.Text("?");
            }
            else
            {
                _segment = compiler.Begin();
            }
            rest = rest[(at + 1)..];
        }
        Fixed(rest);
    }

    private void Fixed(ReadOnlySpan<char> text)
    {
        if ((_query ?? _segment) is not { } piece)
        {
            _origin.Append(text);
            return;
        }
        piece.Text(text.ToString());
        _queryOpen = text.IsEmpty ? _queryOpen : text[^1] == '&';
    }

    private void Variable(TemplatePart part, VariableUse use)
    {
        if ((_query ?? _segment) is not { } piece)
        {
            _origin.Append(UrlOrigin.Text(use, part.Context, compiler.Scope));
            _hostVariable ??= use.Name;
            return;
        }
        compiler.Add(part, piece);
        _queryOpen = false;
        if (_query is null)
        {
            _variables.Add(use.Name);
        }
    }

    private void EndSegment()
    {
        if (_segment is null || _query is not null)
        {
            return;
        }
        var segment = new UrlSegment(_segment.Build(), [.. _variables]);
        if (segment.Template.IsFixed && segment.Fault(segment.Template.FixedBytes) is { } fault)
        {
            throw new SettingException(segment.Variables[0], fault);
        }
        _segments.Add(segment);
        _variables.Clear();
        _segment = null;
    }

    private void Parameter(NamedTemplate parameter)
    {
        var first = _query is null;
        _query ??= compiler.Begin();
        _query.Text(
            first ? "?"
            : _queryOpen ? ""
            : "&"
        );
        _query.Encoded(parameter.Name);
        _query.Text("=");
        foreach (var part in parameter.Value.Parts)
        {
            if (part.Use is null)
            {
                _query.Encoded(part.Literal);
            }
            else
            {
                compiler.Add(part, _query);
            }
        }
        _queryOpen = false;
    }
}
