using Rollcall.Core.Integrations;

namespace Rollcall.Core.Templates;

/// <summary>The variables that Rollcall gives, with the other names under which they are known.</summary>
public static class PredefinedVariables
{
    /// <summary>All of them, by canonical name, in the order in which docs list them.</summary>
    public static IReadOnlyList<PredefinedVariable> All => throw new NotImplementedException();

    /// <summary>The canonical name behind an alias (<c>amp_cohort_name</c> → <c>cohort_name</c>); any other name as it is.</summary>
    public static string Canonical(string written) => throw new NotImplementedException();

    /// <summary>The pre-defined variable of a canonical name or alias; null when it is none.</summary>
    public static PredefinedVariable? Find(string name) => throw new NotImplementedException();
}

/// <summary>A variable that Rollcall gives.</summary>
/// <param name="Name">Its canonical name, without the dollar sign.</param>
/// <param name="Aliases">Other names for it.</param>
/// <param name="Kind"><see cref="VariableKind.Run"/> or <see cref="VariableKind.Batch"/>.</param>
/// <param name="Summary">What it is.</param>
public sealed record PredefinedVariable(string Name, IReadOnlyList<string> Aliases, VariableKind Kind, string Summary);
