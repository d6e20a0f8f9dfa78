namespace Rollcall.Core.Integrations;

/// <summary>Every variable of a document: declared, used, pre-defined.</summary>
/// <param name="Rows">In the order of declaration, then of use.</param>
public sealed record VariableTable(IReadOnlyList<VariableRow> Rows);

/// <summary>A row of the variable table.</summary>
/// <param name="Name">Without the dollar sign; the canonical name, with aliases resolved.</param>
/// <param name="Declared">Declared by a field or the authentication method, or pre-defined.</param>
/// <param name="Used">Stands in a template.</param>
/// <param name="PreDefined">Given by Rollcall.</param>
/// <param name="Kind">What stands behind it.</param>
public sealed record VariableRow(string Name, bool Declared, bool Used, bool PreDefined, VariableKind Kind);

/// <summary>What a variable stands for, and so when its value is known.</summary>
public enum VariableKind
{
    /// <summary>Declared by nobody.</summary>
    Unknown,

    /// <summary>A custom field or an authentication value: known when a run starts.</summary>
    Setting,

    /// <summary>A field of an item: known per item.</summary>
    Mapping,

    /// <summary>Pre-defined and known when a run starts, or once its list exists.</summary>
    Run,

    /// <summary>Pre-defined and known per batch: <c>$message_id</c>, <c>$batch_size</c>, <c>$items</c>, <c>$in_cohort</c>, <c>$operation</c>.</summary>
    Batch,
}
