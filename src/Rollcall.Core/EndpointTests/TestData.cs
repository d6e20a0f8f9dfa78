using Rollcall.Core.Integrations;
using Rollcall.Core.Runs;

namespace Rollcall.Core.EndpointTests;

/// <summary>Users to try a definition with: a CSV with the column <c>operation</c> and columns named like variables.</summary>
public sealed class TestData
{
    private TestData(string file, IReadOnlyList<TestRow> rows, IReadOnlyList<string> warnings) =>
        (File, Rows, Warnings) = (file, rows, warnings);

    /// <summary>What the data is called in messages.</summary>
    public string File { get; }

    /// <summary>The rows, in their order; at least one.</summary>
    public IReadOnlyList<TestRow> Rows { get; }

    /// <summary>Columns that cannot have an effect, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Reads test data for a definition.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="integration">The definition.</param>
    /// <param name="columns">The user property that feeds each mapping field, by variable, where no column is named like the field.</param>
    /// <exception cref="UsageException">Says in which line what is wrong and what would be right; all wrong rows are told at once.</exception>
    public static TestData Read(
        ReadOnlyMemory<byte> utf8,
        string file,
        Integration integration,
        IReadOnlyDictionary<string, string> columns
    )
    {
        var csv = TestCsv.Parse(utf8, file);
        var meaning = TestColumns.Of(csv.Header, file, integration, columns);
        var items = new TestItems(integration, meaning, file);
        var faults = new List<string>();
        var rows = new List<TestRow>();
        foreach (var (line, fields) in csv.Rows)
        {
            var operation = OperationOf(fields[meaning.Operation]);
            if (operation is null)
            {
                faults.Add($"{file}:{line}: operation is \"{fields[meaning.Operation]}\"; it must be add or remove.");
            }
            else if (items.TryMap(line, fields, out var record, out var fault))
            {
                rows.Add(new TestRow(line, operation.Value, meaning.GivenIn(fields), record));
            }
            else
            {
                faults.Add(fault);
            }
        }
        faults.AddRange(CreationUse.Differences(integration, file, rows));
        return faults.Count == 0
            ? new TestData(file, rows, meaning.Warnings)
            : throw new UsageException(string.Join('\n', faults));
    }

    private static Operation? OperationOf(string? text) =>
        text switch
        {
            "add" => Operation.Add,
            "remove" => Operation.Remove,
            _ => null,
        };
}

/// <summary>A row of test data.</summary>
/// <param name="Line">Where it begins in the file, from 1.</param>
/// <param name="Operation">What is to be done.</param>
/// <param name="Given">Values of settings and of variables of the run, by canonical name: they win over form and options.</param>
/// <param name="Record">The item, normalized as a sync would.</param>
public sealed record TestRow(
    long Line,
    Operation Operation,
    IReadOnlyDictionary<string, string> Given,
    ReadOnlyMemory<byte> Record
);
