using Rollcall.Core.Integrations;

namespace Rollcall.Core.Tests.Diffing;

/// <summary>The rules of diff and promotion against what really is at a destination with faults.</summary>
public sealed class RulesTests
{
    private const int Sequences = 100_000;

    [Theory]
    [InlineData(OnChange.Add)]
    [InlineData(OnChange.Replace)]
    public void What_is_known_is_true_and_the_destination_becomes_the_cohort(OnChange onChange)
    {
        for (var seed = 0; seed < Sequences; seed++)
        {
            try
            {
                PlayOne(seed, onChange);
            }
            catch (Exception exception)
            {
                Assert.Fail($"Seed {seed}: {exception.Message}");
            }
        }
    }

    private static void PlayOne(int seed, OnChange onChange)
    {
        var chance = new Random(seed);
        var world = new OneItemWorld(chance, onChange);
        ulong? wanted = null;
        for (var run = chance.Next(1, 9); run > 0; run--)
        {
            wanted = chance.Next(3) == 0 ? null : (ulong)chance.Next(1, 4);
            world.Run(wanted, faults: true, full: chance.Next(10) == 0);
            if (chance.Next(2) == 0)
            {
                world.Settle();
            }
        }
        // The last faults may leave marks, a removal that waits, and a replacement behind it: three runs at most.
        for (var run = 0; run < 3; run++)
        {
            world.WaitLong();
            world.Run(wanted, faults: false, full: false);
        }
        Assert.Equal(wanted, world.Actual);
    }
}
