using Rollcall.Core.Integrations;

namespace Rollcall.Core.Templates;

/// <summary>The variables that Rollcall gives, with the other names under which they are known.</summary>
public static class PredefinedVariables
{
    /// <summary>All of them, by canonical name, in the order in which docs list them.</summary>
    public static IReadOnlyList<PredefinedVariable> All { get; } =
    [
        Run("cohort_name", "The cohort's name, slugified where chosen.", "amp_cohort_name", "amplitude_cohort_name"),
        Run("cohort_id", "The cohort's ID.", "amp_cohort_id", "amplitude_cohort_id"),
        Run("cohort_url", "The cohort's page in the portal.", "amp_cohort_url", "amplitude_cohort_url"),
        Run("list_id", "The list's ID at the destination.", "listId", "list_Id"),
        Batch("items", "JSON array of this batch's items."),
        Batch("in_cohort", "true for adds, false for removes."),
        Batch("operation", "add or remove."),
        Run("computed_time", "When the cohort was read, Unix seconds."),
        Batch("message_id", "This batch's ID, the same at every attempt."),
        Batch("batch_size", "Number of items in this batch."),
    ];

    private static readonly Dictionary<string, PredefinedVariable> ByName = All.SelectMany(variable =>
            variable.Aliases.Prepend(variable.Name).Select(name => (name, variable))
        )
        .ToDictionary(pair => pair.name, pair => pair.variable, StringComparer.Ordinal);

    /// <summary>The canonical name behind an alias (<c>amp_cohort_name</c> → <c>cohort_name</c>); any other name as it is.</summary>
    public static string Canonical(string written) => Find(written)?.Name ?? written;

    /// <summary>The pre-defined variable of a canonical name or alias; null when it is none.</summary>
    public static PredefinedVariable? Find(string name) => ByName.GetValueOrDefault(name);

    private static PredefinedVariable Run(string name, string summary, params string[] aliases) =>
        new(name, aliases, VariableKind.Run, summary);

    private static PredefinedVariable Batch(string name, string summary) => new(name, [], VariableKind.Batch, summary);
}

/// <summary>A variable that Rollcall gives.</summary>
/// <param name="Name">Its canonical name, without the dollar sign.</param>
/// <param name="Aliases">Other names for it.</param>
/// <param name="Kind"><see cref="VariableKind.Run"/> or <see cref="VariableKind.Batch"/>.</param>
/// <param name="Summary">What it is.</param>
public sealed record PredefinedVariable(string Name, IReadOnlyList<string> Aliases, VariableKind Kind, string Summary);
