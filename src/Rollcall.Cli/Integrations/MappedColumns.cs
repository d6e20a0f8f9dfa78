using System.CommandLine;
using Rollcall.Cli.Parsing;
using Rollcall.Core.Integrations;
using Rollcall.Core.Runs;

namespace Rollcall.Cli.Integrations;

/// <summary>Which column of the cohort feeds which field of the mapping.</summary>
internal static class MappedColumns
{
    /// <summary>The option <c>--map</c>.</summary>
    public static Option<IReadOnlyDictionary<string, string>> Option() =>
        Pairs.Option(
            "--map",
            "variable=column",
            "The column that feeds a field of the mapping. Default: the column named like the variable."
        );

    /// <summary>A column for every field.</summary>
    /// <exception cref="UsageException">A variable is no field, a column is empty or none of those that the field offers.</exception>
    public static IReadOnlyDictionary<string, string> Resolve(
        Integration integration,
        IReadOnlyDictionary<string, string> map
    )
    {
        var fields = integration.Mapping.Fields;
        var problems = map
            .Keys.Where(name => fields.All(field => field.Variable != name))
            .Select(name => Unknown(fields, name))
            .Concat(fields.Select(field => Fault(field, map)).OfType<string>())
            .ToList();
        return problems.Count == 0
            ? fields.ToDictionary(
                field => field.Variable,
                field => map.GetValueOrDefault(field.Variable, field.Variable)
            )
            : throw new UsageException(string.Join('\n', problems));
    }

    private static string Unknown(IReadOnlyList<MappingField> fields, string name)
    {
        var near = NearestName.Of(name, fields.Select(field => field.Variable));
        var known = string.Join(", ", fields.Select(field => field.Variable));
        return $"--map {name}: the mapping has no such field. {(near is null ? $"Its fields are {known}." : $"Did you mean {near}?")}";
    }

    private static string? Fault(MappingField field, IReadOnlyDictionary<string, string> map)
    {
        if (!map.TryGetValue(field.Variable, out var column))
        {
            return null;
        }
        if (column.Length == 0)
        {
            return $"--map {field.Variable}: the column's name is missing. Give --map {field.Variable}=COLUMN.";
        }
        return field.Type == MappingFieldType.String || field.Options.Any(option => option.Value == column)
            ? null
            : $"--map {field.Variable}: \"{column}\" is none of the properties that the definition offers: {string.Join(", ", field.Options.Select(option => option.Value))}.";
    }
}
