using Rollcall.Testing.Cohorts;

namespace Rollcall.System.Tests;

public sealed class LargeCohortTests
{
    [Fact]
    public async Task A_million_members_are_read_compared_and_delivered_in_under_200_megabytes()
    {
        const int size = 1_000_000;
        await using var scenario = await Scenario.StartAsync(new() { KeepBodyBytes = 0 });
        var cohort = scenario.NewFile("cohort.csv");
        Cohort.WriteCsv(cohort, Cohort.Users(0, size));

        var first = await scenario.SyncFileAsync(cohort);
        Cohort.WriteCsv(cohort, Cohort.Users(20_000, size));
        var second = await scenario.SyncFileAsync(cohort);

        Assert.Equal((size, 0, 0), Scenario.Ended(first, 0, "succeeded").Counts("delivered"));
        Assert.Equal((20_000, 20_000, 0), Scenario.Ended(second, 0, "succeeded").Counts("delivered"));
        Assert.InRange(first.PeakMemory, 1, 200_000_000);
        Assert.InRange(second.PeakMemory, 1, 200_000_000);
        scenario.ListHolds(Cohort.Users(20_000, size));
    }
}
