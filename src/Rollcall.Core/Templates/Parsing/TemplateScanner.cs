using Rollcall.Core.Integrations;

namespace Rollcall.Core.Templates.Parsing;

/// <summary>Cuts a template into fixed text and variables.</summary>
internal sealed class TemplateScanner(string source, ICollection<TemplateProblem> problems)
{
    private readonly List<TemplatePart> _parts = [];
    private int _at;
    private int _literalStart;

    /// <summary>The parts, without contexts; null where a variable never ends, so that nothing more can be told.</summary>
    public List<TemplatePart>? Scan()
    {
        while (_at < source.Length)
        {
            if (source[_at] != '$' || !TryVariable(out var unfinished))
            {
                _at++;
            }
            else if (unfinished)
            {
                return null;
            }
        }
        EndLiteral(source.Length);
        return _parts;
    }

    private bool TryVariable(out bool unfinished)
    {
        unfinished = false;
        var next = _at + 1 < source.Length ? source[_at + 1] : '\0';
        if (next == '$')
        {
            EndLiteral(_at);
            _parts.Add(new TemplatePart(_at, "$"));
            _literalStart = _at += 2;
            return true;
        }
        if (next != '{' && next != '_' && !char.IsAsciiLetter(next))
        {
            return false;
        }
        EndLiteral(_at);
        var use = next == '{' ? ReadBraced() : ReadBare();
        unfinished = use is null;
        if (use is not null)
        {
            _parts.Add(new TemplatePart(use.Offset, "", use));
        }
        _literalStart = _at;
        return true;
    }

    private VariableUse ReadBare()
    {
        var reader = new FilterSyntax(source, _at + 1, problems);
        var name = reader.ReadName();
        var use = Use(name, _at, []);
        _at = reader.At;
        return use;
    }

    private VariableUse? ReadBraced()
    {
        var start = _at;
        var reader = new FilterSyntax(source, start + 2, problems);
        reader.SkipBlanks();
        var nameAt = reader.At;
        var name = reader.ReadName();
        var sound = name.Length > 0;
        if (!sound)
        {
            problems.Add(
                new TemplateProblem(
                    nameAt,
                    "Expected a variable's name (a letter or _, then letters, digits, _) after \"${\"."
                )
            );
        }
        reader.SkipBlanks();
        var filters = sound && reader.Skip('|') ? reader.ReadChain() : [];
        sound &= filters is not null;
        if (reader.Skip('}'))
        {
            _at = reader.At;
            return Use(name, start, filters ?? []);
        }
        return Recover(start, reader.At, name, sound);
    }

    private VariableUse? Recover(int start, int at, string name, bool unreported)
    {
        var end = source.IndexOf('}', at);
        if (unreported)
        {
            var message =
                end < 0
                    ? "This \"${\" has no closing \"}\"."
                    : "Expected \"|\" and a filter, or \"}\", after this variable.";
            problems.Add(new TemplateProblem(end < 0 ? start : at, message));
        }
        _at = end + 1;
        return end < 0 ? null : Use(name, start, []);
    }

    private static VariableUse Use(string written, int offset, IReadOnlyList<FilterCall> filters) =>
        new(PredefinedVariables.Canonical(written), written, offset, filters);

    private void EndLiteral(int end)
    {
        if (end > _literalStart)
        {
            _parts.Add(new TemplatePart(_literalStart, source[_literalStart..end]));
        }
    }
}
