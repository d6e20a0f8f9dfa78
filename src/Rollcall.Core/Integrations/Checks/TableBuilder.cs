using Rollcall.Core.Integrations.Reading;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Integrations.Checks;

/// <summary>Makes the variable table, and warns of what is declared and unused.</summary>
internal sealed class TableBuilder(Declarations declarations, TemplateReader templates)
{
    private readonly HashSet<string> _used = [.. templates.Uses.Select(use => use.Variable.Name)];

    /// <summary>Whether a variable is used, by whatever name.</summary>
    public bool IsUsed(string name) => _used.Contains(name);

    /// <summary>The settings that authentication asks for and no custom field declares.</summary>
    public IEnumerable<CustomField> OfMethod(string? method) =>
        AuthenticationVariables
            .Of(method ?? "none")
            .Where(variable => IsUsed(variable.Name) && declarations.Custom(variable.Name) is null)
            .Select(variable => variable.Setting);

    /// <summary>The table.</summary>
    public VariableTable Table(string? method)
    {
        var rows = new List<VariableRow>();
        var settings = OfMethod(method).Concat(declarations.CustomFields.Select(draft => draft.Field));
        rows.AddRange(settings.Select(field => Declared(field.Variable, VariableKind.Setting)));
        rows.AddRange(declarations.MappingFields.Select(field => Declared(field.Key.Variable, VariableKind.Mapping)));
        var seen = rows.Select(row => row.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var use in templates.Uses.OrderBy(use => use.At))
        {
            if (seen.Add(use.Variable.Name))
            {
                rows.Add(Used(use.Variable.Name));
            }
        }
        return new VariableTable(rows);
    }

    /// <summary>Warns of what is declared and unused, where all uses are known.</summary>
    public void Warn(FaultList faults)
    {
        if (templates.IsIncomplete)
        {
            return;
        }
        var fields = declarations
            .CustomFields.Select(draft => draft.Variable)
            .Concat(declarations.MappingFields.Select(field => field.Value));
        foreach (var variable in fields.Where(variable => !IsUsed(variable.Text)))
        {
            faults.Warn(variable.Start, $"${variable.Text} is declared and never used.");
        }
    }

    private VariableRow Declared(string name, VariableKind kind) => new(name, true, IsUsed(name), false, kind);

    private static VariableRow Used(string name) =>
        PredefinedVariables.Find(name) is { } known
            ? new VariableRow(name, true, true, true, known.Kind)
            : new VariableRow(name, false, true, false, VariableKind.Unknown);
}
