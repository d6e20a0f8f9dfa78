using System.IO.Compression;
using Rollcall.Testing.Cohorts;
using Rollcall.Testing.Processes;

namespace Rollcall.System.Tests;

/// <summary>A source without proof that it is complete never becomes a shorter cohort.</summary>
public sealed class SourceTests
{
    [Theory]
    [InlineData("user_id\r\na\r\n\"b", 1)]
    [InlineData("user_id,other\r\na,1\r\nb\r\n", 1)]
    [InlineData("id\r\na\r\n", 2)]
    public async Task A_source_cut_short_or_without_its_column_sends_nothing(string csv, int exitCode)
    {
        await using var scenario = await Scenario.StartAsync();
        var cohort = scenario.NewFile("cohort.csv");
        File.WriteAllText(cohort, csv);

        Scenario.Ended(await scenario.SyncFileAsync(cohort), exitCode);

        Assert.Equal(0, scenario.Sandbox.Log.Count);
    }

    [Fact]
    public async Task A_truncated_gzip_file_sends_nothing_and_a_whole_one_is_read_as_it_is()
    {
        await using var scenario = await Scenario.StartAsync();
        var plain = scenario.NewFile("cohort.csv");
        Cohort.WriteCsv(plain, Cohort.Users(0, 5_000));
        var packed = scenario.NewFile("cohort.csv.gz");
        using (var gzip = new GZipStream(File.Create(packed), CompressionLevel.Fastest))
        {
            gzip.Write(File.ReadAllBytes(plain));
        }
        var whole = File.ReadAllBytes(packed);
        File.WriteAllBytes(packed, whole[..^20]);
        Scenario.Ended(await scenario.SyncFileAsync(packed), 1);
        Assert.Equal(0, scenario.Sandbox.Log.Count);

        File.WriteAllBytes(packed, whole);
        Scenario.Ended(await scenario.SyncFileAsync(packed), 0, "succeeded");

        scenario.ListHolds(Cohort.Users(0, 5_000));
    }

    [Fact]
    public async Task A_cohort_can_come_through_a_pipe_and_a_broken_pipe_sends_nothing()
    {
        await using var scenario = await Scenario.StartAsync();
        var definition = scenario.Definition.WriteTo(scenario.NewFile("definition.yaml"));
        string[] arguments = ["sync", definition, "--cohort", "-", "--state", scenario.State, "--json"];

        await using (var cut = RollcallProcess.Start(arguments, input: "user_id\na\n\"b"))
        {
            Scenario.Ended(await cut.EndAsync(), 1);
        }
        Assert.Equal(0, scenario.Sandbox.Log.Count);
        await using var whole = RollcallProcess.Start(arguments, input: "user_id\na\n\"b\"");
        Scenario.Ended(await whole.EndAsync(), 0, "succeeded");

        scenario.ListHolds(["a", "b"]);
    }

    [Fact]
    public async Task Several_files_are_one_cohort()
    {
        await using var scenario = await Scenario.StartAsync();
        var (first, second) = (scenario.NewFile("a.csv"), scenario.NewFile("b.csv"));
        Cohort.WriteCsv(first, Cohort.Users(0, 600));
        Cohort.WriteCsv(second, Cohort.Users(500, 600));

        Scenario.Ended(await scenario.SyncFilesAsync([first, second]), 0, "succeeded");

        scenario.ListHolds(Cohort.Users(0, 1_100));
    }
}
