using Rollcall.Core.Integrations;
using Rollcall.Core.Runs;
using Rollcall.Core.Templates;

namespace Rollcall.Core.EndpointTests;

/// <summary>What the columns of test data mean for a definition.</summary>
internal sealed class TestColumns
{
    private const string OperationColumn = "operation";

    private readonly List<(int Column, string Variable)> _given = [];
    private readonly List<string> _warnings = [];
    private readonly int[] _fields;

    private TestColumns(int operation, int fields) => (Operation, _fields) = (operation, new int[fields]);

    /// <summary>The column of the operation.</summary>
    public int Operation { get; }

    /// <summary>The column that feeds each mapping field, in the fields' order; -1: none does.</summary>
    public IReadOnlyList<int> Fields => _fields;

    /// <summary>Columns without effect.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Reads a header.</summary>
    /// <exception cref="UsageException">A column is missing, or two give the same variable.</exception>
    public static TestColumns Of(
        IReadOnlyList<string> header,
        string file,
        Integration integration,
        IReadOnlyDictionary<string, string> columns
    )
    {
        CheckUnique(header, file);
        var operation = IndexOf(header, OperationColumn);
        if (operation < 0)
        {
            throw new UsageException(
                $"{file} has no column operation. Add it, with add or remove in every row; the columns are {string.Join(", ", header)}."
            );
        }
        var fields = integration.Mapping.Fields;
        var meaning = new TestColumns(operation, fields.Count);
        for (var index = 0; index < fields.Count; index++)
        {
            meaning._fields[index] = meaning.ColumnOf(fields[index], header, file, columns);
        }
        meaning.AddVariables(header, file, integration);
        return meaning;
    }

    /// <summary>The values that a row gives.</summary>
    public IReadOnlyDictionary<string, string> GivenIn(string?[] fields) =>
        _given
            .Where(given => fields[given.Column] is not null)
            .ToDictionary(given => given.Variable, given => fields[given.Column]!);

    private static int IndexOf(IReadOnlyList<string> header, string name) => header.ToList().IndexOf(name);

    private static void CheckUnique(IReadOnlyList<string> header, string file)
    {
        var twice = header.GroupBy(PredefinedVariables.Canonical).FirstOrDefault(same => same.Count() > 1);
        if (twice is not null)
        {
            throw new UsageException($"{file} has several columns for ${twice.Key}: {string.Join(", ", twice)}.");
        }
    }

    private int ColumnOf(
        MappingField field,
        IReadOnlyList<string> header,
        string file,
        IReadOnlyDictionary<string, string> columns
    )
    {
        var own = IndexOf(header, field.Variable);
        var mapped = columns.TryGetValue(field.Variable, out var property) ? IndexOf(header, property) : -1;
        if (own < 0 && mapped < 0 && field.Required)
        {
            throw new UsageException(
                $"{file} has no column {field.Variable}, which the mapping needs; the columns are {string.Join(", ", header)}."
            );
        }
        return own >= 0 ? own : mapped;
    }

    private static string WithoutEffect(string column, string file, Integration integration)
    {
        var known = integration
            .Settings.Select(field => field.Variable)
            .Concat(integration.Mapping.Fields.Select(field => field.Variable))
            .Concat(PredefinedVariables.All.Where(known => known.Kind == VariableKind.Run).Select(known => known.Name));
        var meant = NearestName.Of(column, known) is { } nearest ? $" Did you mean {nearest}?" : "";
        return $"{file}: the column {column} has no effect, since no variable has its name.{meant}";
    }

    private void AddVariables(IReadOnlyList<string> header, string file, Integration integration)
    {
        for (var column = 0; column < header.Count; column++)
        {
            var variable = PredefinedVariables.Canonical(header[column]);
            if (integration.Settings.Any(field => field.Variable == variable))
            {
                _given.Add((column, variable));
                continue;
            }
            switch (PredefinedVariables.Find(variable)?.Kind)
            {
                case VariableKind.Run:
                    _given.Add((column, variable));
                    break;
                case VariableKind.Batch when column != Operation:
                    _warnings.Add(
                        $"{file}: the column {header[column]} has no effect; rollcall makes ${variable} for each request."
                    );
                    break;
                case null when !_fields.Contains(column) && column != Operation:
                    _warnings.Add(WithoutEffect(header[column], file, integration));
                    break;
                default:
                    break;
            }
        }
    }
}
