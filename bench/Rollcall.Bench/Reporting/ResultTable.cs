using System.Globalization;

namespace Rollcall.Bench.Reporting;

/// <summary>A result as a Markdown table, so that it can be pasted where people talk about it.</summary>
internal static class ResultTable
{
    /// <summary>Writes it.</summary>
    public static void Write(ScenarioResult result, TextWriter page)
    {
        page.WriteLine($"### {result.Scenario}: {result.Subject}\n");
        string[] columns = [.. result.Rows[0].Values.Keys];
        page.WriteLine(
            $"| | {string.Join(" | ", columns)} | {string.Join(" | ", columns.Select(name => $"ratio {name}"))} |"
        );
        page.WriteLine($"|---|{string.Concat(Enumerable.Repeat("---:|", 2 * columns.Length))}");
        foreach (var row in result.Rows)
        {
            var values = columns.Select(name => Text(row.Values.GetValueOrDefault(name)));
            var ratios = columns.Select(name => Text(row.Ratios.GetValueOrDefault(name)));
            page.WriteLine($"| {row.Name} | {string.Join(" | ", values)} | {string.Join(" | ", ratios)} |");
        }
        page.WriteLine();
        foreach (var note in result.Notes)
        {
            page.WriteLine($"- {note}");
        }
        page.WriteLine($"- ratio: {result.Rows[0].Name} by that row, median of the ratios of each round.");
    }

    /// <summary>Three digits that count.</summary>
    private static string Text(double? value) =>
        value switch
        {
            null => "",
            >= 100 => value.Value.ToString("N0", CultureInfo.InvariantCulture),
            >= 10 => value.Value.ToString("0.0", CultureInfo.InvariantCulture),
            >= 1 => value.Value.ToString("0.00", CultureInfo.InvariantCulture),
            _ => value.Value.ToString("0.000", CultureInfo.InvariantCulture),
        };
}
