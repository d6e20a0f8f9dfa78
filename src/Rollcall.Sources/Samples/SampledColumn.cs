namespace Rollcall.Sources.Samples;

/// <summary>The first rows of a source, and what they tell of its columns.</summary>
/// <param name="Columns">Its columns, in their order; those whose name stands twice are left out, since no mapping could name them.</param>
/// <param name="Rows">Some of the first rows: a value for each column, null where there is none. Long ones are cut.</param>
/// <param name="RowsLookedAt">How many rows the columns' figures are of.</param>
public sealed record SourceSample(
    IReadOnlyList<SampledColumn> Columns,
    IReadOnlyList<IReadOnlyList<string?>> Rows,
    long RowsLookedAt
);

/// <summary>A column as its first values show it.</summary>
/// <param name="Name">Exact.</param>
/// <param name="Type"><c>text</c>, <c>number</c>, <c>true or false</c>, <c>JSON</c>, <c>mixed</c> or <c>empty</c>.</param>
/// <param name="Samples">Up to three different values.</param>
/// <param name="Filled">The share of rows with a value, 0 to 1.</param>
public sealed record SampledColumn(string Name, string Type, IReadOnlyList<string> Samples, double Filled);
