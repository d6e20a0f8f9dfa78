using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Checks;

/// <summary>The variables that a document declares, in the order of the text.</summary>
internal sealed class Declarations(FaultList faults)
{
    // Boxed: dictionaries of references start without being compiled.
    private readonly Dictionary<string, object> _kinds = new(StringComparer.Ordinal);

    private readonly List<FieldDraft> _customFields = [];
    private readonly List<KeyValuePair<MappingField, ScalarNode>> _mappingFields = [];
    private readonly Dictionary<string, object> _fields = new(StringComparer.Ordinal);

    /// <summary>The custom fields.</summary>
    public IReadOnlyList<FieldDraft> CustomFields => _customFields;

    /// <summary>The mapping fields, and where their variables stand.</summary>
    public IReadOnlyList<KeyValuePair<MappingField, ScalarNode>> MappingFields => _mappingFields;

    /// <summary>All declared names.</summary>
    public IEnumerable<string> Names => _kinds.Keys;

    /// <summary>What a name stands for; null when it is not declared.</summary>
    public VariableKind? KindOf(string name) => _kinds.TryGetValue(name, out var kind) ? (VariableKind)kind : null;

    /// <summary>The mapping field of a variable.</summary>
    public MappingField? Mapping(string name) => _fields.GetValueOrDefault(name) as MappingField;

    /// <summary>The custom field of a variable.</summary>
    public FieldDraft? Custom(string name) => _fields.GetValueOrDefault(name) as FieldDraft;

    /// <summary>Declares what the authentication method asks for, where no custom field did.</summary>
    public void DeclareOfMethod(string name) => _kinds.TryAdd(name, VariableKind.Setting);

    /// <summary>Declares a custom field; reports a variable that cannot be declared.</summary>
    public void Declare(FieldDraft draft)
    {
        if (TryDeclare(draft.Variable, VariableKind.Setting))
        {
            _customFields.Add(draft);
            _fields.Add(draft.Variable.Text, draft);
        }
    }

    /// <summary>Declares a mapping field; reports a variable that cannot be declared.</summary>
    public void Declare(MappingField field, ScalarNode variable)
    {
        if (TryDeclare(variable, VariableKind.Mapping))
        {
            _mappingFields.Add(new(field, variable));
            _fields.Add(variable.Text, field);
        }
    }

    private bool TryDeclare(ScalarNode name, VariableKind kind)
    {
        if (WhyNot(name.Text, kind) is { } fault)
        {
            faults.Add(name.Start, fault);
            return false;
        }
        _kinds.Add(name.Text, kind);
        return true;
    }

    private string? WhyNot(string name, VariableKind kind)
    {
        if (!IsName(name))
        {
            var likely = Likely(name);
            return $"{name} cannot be a variable's name: letters A to Z, digits and underscores, not a digit first"
                + (IsName(likely) ? $"; write {likely}." : ".");
        }
        if (Templates.PredefinedVariables.Find(name) is not null)
        {
            return $"${name} is pre-defined; choose another name.";
        }
        if (kind == VariableKind.Mapping && AuthenticationVariables.MethodsOf(name).Count > 0)
        {
            return $"${name} belongs to authentication; choose another name.";
        }
        return _kinds.ContainsKey(name) ? $"${name} is declared a second time; choose another name." : null;
    }

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static string Likely(string name) =>
        string.Concat(name.TrimStart('$').Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}

/// <summary>A custom field as far as it can be read before all uses are known.</summary>
/// <param name="Field">All of it but whether it is a secret.</param>
/// <param name="Variable">Where its variable stands.</param>
/// <param name="Secret">What the document says of it; null where it says nothing.</param>
/// <param name="DefaultAt">Where its default stands.</param>
internal sealed record FieldDraft(CustomField Field, ScalarNode Variable, bool? Secret, int DefaultAt);
