using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Checks;

/// <summary>The variables that a document declares, in the order of the text.</summary>
internal sealed class Declarations(FaultList faults)
{
    private readonly Dictionary<string, VariableKind> _kinds = new(StringComparer.Ordinal);

    /// <summary>The custom fields.</summary>
    public List<FieldDraft> CustomFields { get; } = [];

    /// <summary>The mapping fields.</summary>
    public List<KeyValuePair<MappingField, ScalarNode>> MappingFields { get; } = [];

    /// <summary>All declared names.</summary>
    public IEnumerable<string> Names => _kinds.Keys;

    /// <summary>What a name stands for; null when it is not declared.</summary>
    public VariableKind? KindOf(string name) => _kinds.TryGetValue(name, out var kind) ? kind : null;

    /// <summary>The mapping field of a variable.</summary>
    public MappingField? Mapping(string name) => MappingFields.Find(field => field.Key.Variable == name).Key;

    /// <summary>The custom field of a variable.</summary>
    public FieldDraft? Custom(string name) => CustomFields.Find(field => field.Field.Variable == name);

    /// <summary>Declares what the authentication method asks for, where no custom field did.</summary>
    public void DeclareOfMethod(string name) => _kinds.TryAdd(name, VariableKind.Setting);

    /// <summary>Checks a field's variable and declares it.</summary>
    /// <returns>False when it cannot be declared, which was reported.</returns>
    public bool TryDeclare(ScalarNode name, VariableKind kind)
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
