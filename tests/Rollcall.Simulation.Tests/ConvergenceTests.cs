namespace Rollcall.Simulation.Tests;

public sealed class ConvergenceTests
{
    /// <summary>Seeds played at each commit; <c>ROLLCALL_SIMULATION_SEEDS</c> asks for more.</summary>
    private static readonly int Seeds = int.TryParse(
        Environment.GetEnvironmentVariable("ROLLCALL_SIMULATION_SEEDS"),
        out var seeds
    )
        ? seeds
        : 1000;

    [Fact]
    public void The_list_is_the_cohort_in_the_end_whatever_failed_on_the_way()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            using var scenario = new Scenario(seed);
            scenario.Play();
        }
    }

    [Fact]
    public void The_same_seed_tells_the_same_history()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            Assert.Equal(TraceOf(seed), TraceOf(seed));
        }
    }

    private static string TraceOf(int seed)
    {
        using var scenario = new Scenario(seed);
        scenario.Play();
        return scenario.Trace;
    }
}
