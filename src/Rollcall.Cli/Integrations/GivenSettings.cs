using System.CommandLine;
using Rollcall.Cli.Parsing;
using Rollcall.Core.Integrations;
using Rollcall.Core.Runs;
using Rollcall.Core.Templates;

namespace Rollcall.Cli.Integrations;

/// <summary>Values of settings from <c>--set</c> and the environment.</summary>
internal static class GivenSettings
{
    private const string EnvironmentPrefix = "ROLLCALL_SET_";

    /// <summary>The option <c>--set</c>.</summary>
    public static Option<IReadOnlyDictionary<string, string>> Option() =>
        Pairs.Option(
            "--set",
            "k=v",
            $"A value for a setting of the definition. {EnvironmentPrefix}<variable> in the environment gives one too, out of process lists."
        );

    /// <summary>Checks what was given and fills in defaults.</summary>
    /// <exception cref="UsageException">Names everything that is undeclared, missing or wrong.</exception>
    public static IReadOnlyDictionary<string, string> Resolve(
        Integration integration,
        IReadOnlyDictionary<string, string> set,
        Surroundings surroundings
    )
    {
        var values = SettingValues.Resolve(
            integration.Settings,
            name => set.GetValueOrDefault(name) ?? FromEnvironment(name, surroundings)
        );
        Check(integration, set.Keys, values.Problems);
        return values.Values;
    }

    /// <summary>The value that the environment gives for a variable; null when it gives none.</summary>
    public static string? FromEnvironment(string name, Surroundings surroundings) =>
        surroundings.Environment(EnvironmentPrefix + name);

    /// <summary>Says what is wrong with settings, and how missing ones are given.</summary>
    /// <param name="integration">The definition.</param>
    /// <param name="names">The names behind <c>--set</c>.</param>
    /// <param name="problems">What is wrong with values.</param>
    /// <exception cref="UsageException">Anything is.</exception>
    public static void Check(Integration integration, IEnumerable<string> names, IReadOnlyList<SettingProblem> problems)
    {
        var sentences = names
            .Where(name => integration.Settings.All(field => field.Variable != name))
            .Select(name => Undeclared(integration, name))
            .Concat(problems.Where(problem => !problem.IsMissing).Select(problem => problem.Message))
            .ToList();
        var missing = problems.Where(problem => problem.IsMissing).Select(problem => problem.Field).ToList();
        if (missing.Count > 0)
        {
            sentences.Add(Missing(missing));
        }
        if (sentences.Count > 0)
        {
            throw new UsageException(string.Join('\n', sentences));
        }
    }

    private static string Missing(IReadOnlyList<CustomField> fields)
    {
        var names = string.Join(", ", fields.Select(field => $"{field.Variable} ({field.DisplayName})"));
        var options = string.Join(" ", fields.Select(field => $"--set {field.Variable}=…"));
        var environment = string.Join(", ", fields.Select(field => EnvironmentPrefix + field.Variable));
        return $"No value is given for {names}. Give {options}, or set {environment} in the environment.";
    }

    private static string Undeclared(Integration integration, string name)
    {
        if (integration.Mapping.Fields.Any(field => field.Variable == name))
        {
            return $"--set {name}: this is a field of the mapping. Say which column feeds it with --map {name}=COLUMN.";
        }
        if (PredefinedVariables.Find(name) is not null)
        {
            return $"--set {name}: this is a variable that rollcall gives; it cannot be set.";
        }
        var near = NearestName.Of(name, integration.Settings.Select(field => field.Variable));
        var hint = near is null ? Known(integration) : $" Did you mean {near}?";
        return $"--set {name}: \"{integration.Name}\" declares no such variable.{hint}";
    }

    private static string Known(Integration integration) =>
        integration.Settings.Count == 0
            ? " It has no settings."
            : $" Its settings are {string.Join(", ", integration.Settings.Select(field => field.Variable))}.";
}
