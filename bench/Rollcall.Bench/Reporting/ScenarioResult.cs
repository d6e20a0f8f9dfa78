namespace Rollcall.Bench.Reporting;

/// <summary>What a scenario came to.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="Subject">What was done, with the size of it.</param>
/// <param name="Rows">The first is what is judged.</param>
/// <param name="Notes">Figures beside the rows, what was left out, whatever else a reader must know.</param>
internal sealed record ScenarioResult(
    string Scenario,
    string Subject,
    IReadOnlyList<ResultRow> Rows,
    IReadOnlyList<string> Notes
);

/// <summary>A line of a result: medians, and ratios of the judged contender to this one.</summary>
/// <param name="Name">The contender.</param>
/// <param name="Values">Median by column; null where there is none.</param>
/// <param name="Ratios">The judged one's value by this one's, by column; empty for the judged one.</param>
internal sealed record ResultRow(
    string Name,
    IReadOnlyDictionary<string, double?> Values,
    IReadOnlyDictionary<string, double?> Ratios
);
