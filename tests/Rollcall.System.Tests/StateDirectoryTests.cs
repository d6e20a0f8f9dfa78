using System.Text;
using Rollcall.Sandbox.Faults;
using Rollcall.Sandbox.Log;
using Rollcall.Testing.Cohorts;
using Rollcall.Testing.Processes;

namespace Rollcall.System.Tests;

/// <summary>What a sync remembers, and what must never stand in it.</summary>
public sealed class StateDirectoryTests
{
    [Fact]
    public async Task A_damaged_membership_is_never_read_as_an_empty_one()
    {
        await using var scenario = await Scenario.StartAsync();
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 2_000)), 0, "succeeded");
        var before = scenario.Sandbox.Log.Count;
        var damaged = 0;
        foreach (var file in MembershipFiles(scenario))
        {
            var whole = File.ReadAllBytes(file);
            File.WriteAllBytes(file, Flipped(whole));
            Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 1_990)), 1);
            File.WriteAllBytes(file, whole[..(whole.Length / 2)]);
            Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 1_990)), 1);
            File.WriteAllBytes(file, whole);
            damaged++;
        }

        Assert.InRange(damaged, 1, 100);
        Assert.Equal(before, scenario.Sandbox.Log.Count);
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 1_990)), 0, "succeeded");
        scenario.ListHolds(Cohort.Users(0, 1_990));
    }

    [Fact]
    public async Task It_holds_one_sync_and_asks_when_the_account_is_another()
    {
        await using var scenario = await Scenario.StartAsync();
        await using var elsewhere = await Sandbox.SandboxServer.StartAsync();
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 10), "--cohort-id", "c1"), 0, "succeeded");

        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 10), "--cohort-id", "c2"), 2);
        scenario.Definition = scenario.Definition with { Name = "Another" };
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 10), "--cohort-id", "c1"), 2);
        // A new version of the same definition is not another one.
        scenario.Definition = scenario.Definition with
        {
            Name = "Sandbox",
            BatchSize = 5,
        };
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 12), "--cohort-id", "c1"), 0, "succeeded");

        scenario.Definition = scenario.Definition with { Address = elsewhere.Address };
        var asked = await scenario.SyncAsync(Cohort.Users(0, 12), "--cohort-id", "c1");
        Scenario.Ended(asked, 2);
        Assert.Contains("--same-account", asked.Errors);
        Assert.Contains("--fresh", asked.Errors);
        Assert.Equal(0, elsewhere.Log.Count);
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 12), "--cohort-id", "c1", "--fresh"), 0, "succeeded");
        Assert.Equal(12, Assert.Single(elsewhere.Lists.All).Count);
    }

    [Fact]
    public async Task Secrets_appear_in_no_file_and_no_output_although_the_destination_echoes_them()
    {
        const string secret = "s3cr3t/+canary-value\"x";
        string[] forms =
        [
            secret,
            secret.Replace("\"", "\\\"", StringComparison.Ordinal),
            Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)),
            Uri.EscapeDataString(secret),
            Convert.ToHexStringLower(Encoding.UTF8.GetBytes(secret)),
        ];
        await using var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with
        {
            BatchSize = 10,
            Lines =
            [
                "customFields: [{variable: token, displayName: Token, type: secret}]",
                "headers: {X-Token: $token}",
            ],
        };
        scenario.Sandbox.Faults.Add(
            Fault.Answering(Operation.Add, 400, string.Join(" ", forms)) with
            {
                Skip = 1,
                ContentType = "text/plain",
            }
        );
        var cohort = scenario.NewFile("cohort.csv");
        Cohort.WriteCsv(cohort, Cohort.Users(0, 100));

        await using var process = RollcallProcess.Start(
            [
                "sync",
                scenario.Definition.WriteTo(scenario.NewFile("definition.yaml")),
                "--cohort",
                cohort,
                "--state",
                scenario.State,
                "--json",
                "--retry-base",
                "2ms",
            ],
            new Dictionary<string, string> { ["ROLLCALL_SET_token"] = secret }
        );
        var result = await process.EndAsync();
        var shown = await RollcallProcess.RunAsync(
            "runs",
            "show",
            result.Json().GetProperty("run").GetString()!,
            "--state",
            scenario.State
        );

        Scenario.Ended(result, 1, "partially_succeeded");
        Scenario.Ended(shown, 0);
        Assert.Equal(secret, scenario.Sandbox.Log.Entries[^1].Header("X-Token"));
        Assert.All(forms, form => Assert.DoesNotContain(form, result.ToString() + shown));
        foreach (var file in Directory.EnumerateFiles(scenario.State, "*", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(file);
            Assert.All(
                forms,
                form => Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(form)) < 0, $"{file} holds {form}")
            );
        }
    }

    [Fact]
    public async Task A_full_resync_sends_the_whole_cohort_again()
    {
        await using var scenario = await Scenario.StartAsync();
        Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 500)), 0, "succeeded");
        var before = scenario.Sandbox.Log.Count;

        var report = Scenario.Ended(await scenario.SyncAsync(Cohort.Users(0, 500), "--full"), 0, "succeeded");

        Assert.Equal(500, Assert.Single(scenario.Requests(Operation.Add, before)).Items.Length);
        Assert.Equal(500, report.Number("delivered", "add") + report.Number("delivered", "change"));
        scenario.ListHolds(Cohort.Users(0, 500));
    }

    [Fact]
    public async Task Users_whose_add_went_unanswered_are_told_as_in_doubt()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Sandbox.Faults.Add(
            new Fault
            {
                Kind = FaultKind.Drop,
                Operation = Operation.Add,
                Applied = true,
            }
        );
        Scenario.Ended(await scenario.SyncAsync(["a", "b"]), 1, "failed");

        var members = await RollcallProcess.RunAsync("members", "--state", scenario.State, "--json");

        Scenario.Ended(members, 0);
        Assert.Equal(2, members.Output.Split('\n').Count(line => line.Contains("\"in_doubt\"")));
    }

    private static IEnumerable<string> MembershipFiles(Scenario scenario) =>
        Directory
            .EnumerateFiles(scenario.State, "*", SearchOption.AllDirectories)
            .Where(file =>
                !Path.GetFileName(file).StartsWith("ledger", StringComparison.Ordinal)
                && new FileInfo(file).Length > 1_000
                && !file.Contains(".db", StringComparison.Ordinal)
                && !file.Contains("sqlite", StringComparison.Ordinal)
            );

    // A bit of every record: only those that are used are read.
    private static byte[] Flipped(byte[] bytes)
    {
        var copy = bytes.ToArray();
        for (var at = 20; at < copy.Length; at += 16)
        {
            copy[at] ^= 0x10;
        }
        return copy;
    }
}
