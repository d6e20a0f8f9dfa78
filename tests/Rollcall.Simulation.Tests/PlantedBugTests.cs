using Rollcall.Simulation.Tests.Planted;

namespace Rollcall.Simulation.Tests;

/// <summary>The test of the tests: a simulation that does not see these mistakes proves nothing.</summary>
public sealed class PlantedBugTests
{
    private const int Seeds = 1000;

    public static TheoryData<string> Names => [.. PlantedBugs.All.Select(bug => bug.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_planted_bug_is_caught(string name)
    {
        var bug = PlantedBugs.All.Single(bug => bug.Name == name);
        for (var seed = 0; seed < Seeds; seed++)
        {
            if (IsCaught(seed, bug))
            {
                return;
            }
        }
        Assert.Fail($"{Seeds} seeds played with this bug planted, and nothing was noticed: {name}.");
    }

    private static bool IsCaught(int seed, PlantedBug bug)
    {
        try
        {
            using var scenario = new Scenario(seed, bug);
            scenario.Play();
            return false;
        }
        catch (GuaranteeBrokenException)
        {
            return true;
        }
    }
}
