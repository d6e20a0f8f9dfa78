using Rollcall.Bench.Measuring;

namespace Rollcall.Bench.Reporting;

/// <summary>Makes a result's rows of measured processes.</summary>
internal static class ResultRows
{
    private const double Mebi = 1 << 20;

    /// <summary>A row a contender: wall, processor time, memory, and the phase where one has it.</summary>
    /// <param name="measured">The first is judged.</param>
    /// <param name="phase">What the phase is called.</param>
    public static IReadOnlyList<ResultRow> Of(IReadOnlyList<Measured> measured, string phase = "phase s")
    {
        List<(string Name, Func<Measured, double?> Median, Func<Measured, int, double?> Round)> columns =
        [
            ("wall s", one => one.Wall, (one, round) => one.Usages[round].Wall),
            ("CPU s", one => one.Cpu, (one, round) => one.Usages[round].Cpu),
            ("peak MiB", one => one.PeakBytes / Mebi, (one, round) => one.Usages[round].PeakBytes),
        ];
        if (measured.Any(one => one.Contender.Phase is not null))
        {
            columns.Insert(0, (phase, one => one.Phase, (one, round) => one.PhaseOf(round)));
        }
        return
        [
            .. measured.Select(one => new ResultRow(
                one.Contender.Name,
                columns.ToDictionary(column => column.Name, column => column.Median(one)),
                one == measured[0]
                    ? new Dictionary<string, double?>()
                    : columns.ToDictionary(column => column.Name, column => measured[0].Ratio(one, column.Round))
            )),
        ];
    }
}
