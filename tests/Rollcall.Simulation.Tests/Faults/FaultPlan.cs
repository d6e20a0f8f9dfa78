namespace Rollcall.Simulation.Tests.Faults;

/// <summary>Chooses what goes wrong, by a seed.</summary>
internal sealed class FaultPlan(Random random, double rate)
{
    private static readonly Fault[] All = Enum.GetValues<Fault>()[1..];

    /// <summary>No fault any more.</summary>
    public bool IsOver { get; set; }

    public Random Random { get; } = random;

    public Fault Next() => IsOver || Random.NextDouble() >= rate ? Fault.None : All[Random.Next(All.Length)];

    /// <summary>Whether a process dies, or freezes, somewhere in this run.</summary>
    public bool Strikes(double chance) => !IsOver && Random.NextDouble() < chance;
}
