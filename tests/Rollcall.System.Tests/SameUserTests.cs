using Rollcall.Testing.Cohorts;
using Rollcall.Testing.Processes;

namespace Rollcall.System.Tests;

/// <summary>When two rows are one user.</summary>
public sealed class SameUserTests
{
    [Fact]
    public async Task Keys_that_are_equal_after_normalization_are_one_item_until_the_last_of_them_leaves()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with { Normalize = "lower" };

        var report = Scenario.Ended(
            await scenario.SyncAsync(["A@x.example", "a@x.example", "b@x.example"]),
            0,
            "succeeded"
        );
        Assert.Equal(
            (3, 2, 1),
            (report.Number("cohort", "read"), report.Number("cohort", "items"), report.Number("cohort", "duplicates"))
        );
        scenario.ListHolds(["a@x.example", "b@x.example"]);

        var unchanged = Scenario.Ended(await scenario.SyncAsync(["A@x.example", "b@x.example"]), 0, "succeeded");
        Assert.Equal(0, unchanged.Number("requests", "sent"));

        Scenario.Ended(await scenario.SyncAsync(["b@x.example"]), 0, "succeeded");
        scenario.ListHolds(["b@x.example"]);
    }

    [Fact]
    public async Task A_filter_that_changes_a_key_is_refused_in_a_template()
    {
        await using var scenario = await Scenario.StartAsync();
        var path = scenario.NewFile("definition.yaml");
        File.WriteAllText(
            path,
            scenario.Definition.Yaml().Replace("\"$user_id\"", "\"${user_id | lower}\"", StringComparison.Ordinal)
        );

        var result = await RollcallProcess.RunAsync("validate", path);

        Scenario.Ended(result, 2);
        Assert.Matches(@":\d+:\d+: .*normalize", result.Errors);
    }

    [Fact]
    public async Task Of_conflicting_values_the_greatest_wins_whatever_the_order()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with { OtherFields = ["plan"] };
        var cohort = scenario.NewFile("cohort.csv");
        Cohort.WriteCsv(
            cohort,
            ["plan", "user_id"],
            [
                ["basic", "a"],
                ["pro", "a"],
                ["free", "a"],
                ["free", "b"],
                ["free", "b"],
            ]
        );

        var report = Scenario.Ended(await scenario.SyncFileAsync(cohort), 0, "succeeded");

        Assert.Equal((5, 2), (report.Number("cohort", "read"), report.Number("cohort", "items")));
        Assert.Equal((3, 2), (report.Number("cohort", "duplicates"), report.Number("cohort", "conflicts")));
        Assert.Contains("\"pro\""u8.ToArray(), scenario.List.ValuesOf("a")!);
    }

    [Theory]
    [InlineData("add", 1, 0)]
    [InlineData("ignore", 0, 0)]
    [InlineData("replace", 1, 1)]
    public async Task Changed_values_are_sent_as_the_definition_says(string onChange, int adds, int removes)
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with { OtherFields = ["plan"], OnChange = onChange };
        var cohort = scenario.NewFile("cohort.csv");
        Cohort.WriteCsv(
            cohort,
            ["user_id", "plan"],
            [
                ["a", "free"],
                ["b", "free"],
            ]
        );
        Scenario.Ended(await scenario.SyncFileAsync(cohort), 0, "succeeded");
        var first = scenario.Sandbox.Log.Count;
        Cohort.WriteCsv(
            cohort,
            ["user_id", "plan"],
            [
                ["a", "pro"],
                ["b", "free"],
            ]
        );

        Scenario.Ended(await scenario.SyncFileAsync(cohort), 0, "succeeded");

        var sent = scenario.Sandbox.Log.Entries.Skip(first).ToList();
        Assert.Equal(adds, sent.Count(entry => entry.Operation == Sandbox.Log.Operation.Add));
        Assert.Equal(removes, sent.Count(entry => entry.Operation == Sandbox.Log.Operation.Remove));
        Assert.All(sent, entry => Assert.Equal(["a"], entry.Users));
        scenario.ListHolds(["a", "b"]);
    }
}
