using Rollcall.Sandbox.Log;
using Rollcall.Testing.Cohorts;
using Rollcall.Testing.Definitions;

namespace Rollcall.System.Tests;

public sealed class PropertyTests
{
    [Theory]
    [InlineData(SandboxForm.Property, 2_000)]
    [InlineData(SandboxForm.PropertyOneByOne, 200)]
    public async Task Members_have_the_property_and_those_who_left_do_not(SandboxForm form, int size)
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with { Form = form, BatchSize = 1_000 };
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, size)), 0, "succeeded");
        var left = size / 10;

        var report = Scenario.Ended(await scenario.SyncAsync(Cohort.Users(left, size)), 0, "succeeded");

        Assert.Equal((left, left, 0), report.Counts("delivered"));
        Assert.Empty(scenario.Checker().PropertyDiffers("People", true, Cohort.Users(left, size)));
        Assert.Empty(scenario.Checker().PropertyDiffers("People", false, Cohort.Users(0, left)));
        Assert.Empty(scenario.Checker().Violations());
        Assert.Equal(size, scenario.Sandbox.Properties.NumbersWith("People", true).Count);
        Assert.Empty(scenario.Requests(Operation.CreateList));
    }

    [Fact]
    public async Task A_property_can_bear_the_cohorts_slug()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with
        {
            Form = SandboxForm.PropertyOneByOne,
            Lines = ["slugifyCohortName: true"],
        };

        Scenario.Ended(await scenario.SyncAsync(["a"], "--cohort-name", "Saturday's cohort & héllo"), 0, "succeeded");

        Assert.Equal(["Saturday-s-cohort-he-llo"], scenario.Sandbox.Properties.Names);
    }
}
