namespace Rollcall.Bench.Measuring;

/// <summary>Runs contenders in turns, so that what else goes on on the machine meets all of them.</summary>
internal static class Comparison
{
    /// <summary>Measures.</summary>
    /// <param name="contenders">The first is what is being judged, the others are references.</param>
    /// <param name="runs">How often each is measured; a run of each before is not counted.</param>
    /// <exception cref="MeasuringException">One failed, or they disagree.</exception>
    public static IReadOnlyList<Measured> Run(IReadOnlyList<Contender> contenders, int runs)
    {
        var measured = contenders.Select(_ => new List<Usage>()).ToList();
        for (var round = 0; round <= runs; round++)
        {
            for (var index = 0; index < contenders.Count; index++)
            {
                var contender = contenders[index];
                Console.Error.WriteLine($"  {(round == 0 ? "warm-up" : $"run {round} of {runs}")}: {contender.Name}");
                contender.Prepare();
                var usage = contender.Command.Measure();
                if (round > 0)
                {
                    measured[index].Add(usage);
                }
            }
        }
        IReadOnlyList<Measured> all =
        [
            .. contenders.Select((contender, index) => new Measured(contender, measured[index])),
        ];
        CheckAgreement(all);
        return all;
    }

    private static void CheckAgreement(IReadOnlyList<Measured> all)
    {
        var found = all.Where(one => one.Contender.Found is not null)
            .SelectMany(one =>
                one.Usages.Select(usage => (one.Contender.Name, Found: one.Contender.Found!(usage.Output)))
            )
            .ToList();
        if (found.Select(one => one.Found).Distinct().Count() > 1)
        {
            throw new MeasuringException(
                $"The contenders disagree: {string.Join("; ", found.Distinct().Select(one => $"{one.Name} found {one.Found}"))}."
            );
        }
    }
}

/// <summary>A contender with its runs.</summary>
internal sealed record Measured(Contender Contender, IReadOnlyList<Usage> Usages)
{
    /// <summary>Median seconds.</summary>
    public double Wall => Median.Of(Usages.Select(usage => usage.Wall));

    /// <summary>Median seconds of processor time.</summary>
    public double Cpu => Median.Of(Usages.Select(usage => usage.Cpu));

    /// <summary>Median of the highest resident memory, in bytes.</summary>
    public double PeakBytes => Median.Of(Usages.Select(usage => (double)usage.PeakBytes));

    /// <summary>Median seconds of the phase; null: there is none.</summary>
    public double? Phase =>
        Contender.Phase is { } phase ? Median.Of(Usages.Select(usage => phase(usage.Output))) : null;

    /// <summary>The median over the rounds of this contender's value by another's in the same round.</summary>
    public double? Ratio(Measured other, Func<Measured, int, double?> value)
    {
        var ratios = Enumerable
            .Range(0, Usages.Count)
            .Select(round => value(this, round) / value(other, round))
            .ToList();
        return ratios.Any(ratio => ratio is null) ? null : Median.Of(ratios.Select(ratio => ratio!.Value));
    }

    /// <summary>Seconds of the phase in one round.</summary>
    public double? PhaseOf(int round) => Contender.Phase?.Invoke(Usages[round].Output);
}
