using System.Text.Json;
using Rollcall.Testing.Processes;

namespace Rollcall.System.Tests.Mailman;

/// <summary>The catalog's definition, against the server that it is for.</summary>
public sealed class MailmanTests : IClassFixture<MailmanServer>, IDisposable
{
    private readonly MailmanServer _server;
    private readonly string _folder = Directory.CreateTempSubdirectory("rollcall-").FullName;

    public MailmanTests(MailmanServer server)
    {
        _server = server;
        if (server.Missing is { } why)
        {
            Assert.Skip(why);
        }
    }

    [Fact]
    public async Task List_stays_equal_to_a_changing_cohort()
    {
        var first = await SyncAsync("Saturday's cohort", Addresses(0, 30));
        Assert.Equal((0, "succeeded", "saturday-s-cohort.lists.example.org"), first.End);
        await AssertRosterAsync(first, Addresses(0, 30));

        var second = await SyncAsync("Saturday's cohort", Addresses(5, 40));
        Assert.Equal((0, "succeeded", first.ListId), second.End);
        Assert.Equal((10, 5), (second.Delivered("add"), second.Delivered("remove")));
        Assert.Equal(11, second.Sent); // an add is one request, five removals are one together
        await AssertRosterAsync(second, Addresses(5, 40));

        var third = await SyncAsync("Saturday's cohort", [.. Addresses(5, 41), "not an address"]);
        Assert.Equal((1, "partially_succeeded", first.ListId), third.End);
        Assert.Equal((1, 1), (third.Delivered("add"), third.Rejected("add")));
        Assert.Equal("Address refused", third.OnlyErrorType);
        await AssertRosterAsync(third, Addresses(5, 41));

        var unchanged = await SyncAsync("Saturday's cohort", [.. Addresses(5, 41), "not an address"]);
        Assert.Equal((1, "partially_succeeded", first.ListId), unchanged.End);
        Assert.Equal(0, unchanged.Sent);
        await AssertRosterAsync(unchanged, Addresses(5, 41));
    }

    [Fact]
    public async Task Addresses_leave_however_they_were_written()
    {
        var first = await SyncAsync(
            "Letters",
            ["Ada@B.example.org", " grace.o'hara+lists@b.example.org ", "ADA@b.example.org"]
        );
        await AssertRosterAsync(first, ["ada@b.example.org", "grace.o'hara+lists@b.example.org"]);

        var second = await SyncAsync("Letters", ["grace.o'hara+lists@b.example.org"]);

        Assert.Equal(1, second.Delivered("remove"));
        await AssertRosterAsync(second, ["grace.o'hara+lists@b.example.org"]);
    }

    [Fact]
    public async Task Members_that_others_added_or_removed_before_are_successes()
    {
        var first = await SyncAsync("Others", Addresses(0, 10));
        await _server.SubscribeAsync(first.ListId, Address(10));
        await _server.UnsubscribeAsync(first.ListId, Address(0));

        var second = await SyncAsync("Others", Addresses(2, 12));

        Assert.Equal((0, "succeeded", first.ListId), second.End);
        await AssertRosterAsync(second, Addresses(2, 12));
    }

    [Fact]
    public async Task Wrong_password_costs_one_request_and_is_told_as_such()
    {
        var run = await SyncAsync("Locked out", Addresses(0, 3), password: "wrong");

        Assert.Equal((1, "failed"), (run.ExitCode, run.Status));
        Assert.Equal("Credentials", run.OnlyErrorType);
        Assert.Equal(1, run.Sent);
    }

    [Fact]
    public async Task List_that_exists_is_not_taken_over()
    {
        await SyncAsync("Taken", Addresses(0, 3));

        var other = await SyncAsync("Taken", Addresses(5, 9), state: "other");

        Assert.Equal((1, "failed"), (other.ExitCode, other.Status));
        Assert.Equal("List exists", other.OnlyErrorType);
    }

    [Fact]
    public async Task Deleted_list_is_told_as_gone_and_nobody_as_rejected()
    {
        var first = await SyncAsync("Gone", Addresses(0, 3));
        await _server.DeleteListAsync(first.ListId);

        var second = await SyncAsync("Gone", Addresses(0, 4));

        Assert.Equal((1, "failed"), (second.ExitCode, second.Status));
        Assert.Equal("List gone", second.OnlyErrorType);
        Assert.Equal(0, second.Rejected("add"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Address(int number) => $"user{number}@b.example.org";

    private static IEnumerable<string> Addresses(int from, int to) => Enumerable.Range(from, to - from).Select(Address);

    private async Task AssertRosterAsync(SyncRun run, IEnumerable<string> expected) =>
        Assert.Equal(expected.Order(StringComparer.Ordinal), await _server.RosterAsync(run.ListId));

    private async Task<SyncRun> SyncAsync(
        string cohort,
        IEnumerable<string> addresses,
        string password = MailmanServer.Password,
        string state = "state"
    )
    {
        var file = Path.Combine(_folder, "members.csv");
        await File.WriteAllLinesAsync(file, ["email", .. addresses]);
        await using var process = RollcallProcess.Start(
            [
                "sync",
                Path.Combine(ProgramFiles.Root, "catalog/mailman/integration.yaml"),
                "--cohort",
                file,
                "--state",
                Path.Combine(_folder, state),
                "--cohort-name",
                cohort,
                "--set",
                $"base_url={_server.Url}",
                "--set",
                $"mail_host={MailmanServer.Host}",
                "--json",
            ],
            new Dictionary<string, string> { ["ROLLCALL_SET_api_secret"] = password }
        );
        return new SyncRun(await process.EndAsync());
    }

    /// <summary>What a sync told.</summary>
    private sealed class SyncRun(ProcessResult result)
    {
        private readonly JsonElement _report = result.Json();

        public int ExitCode => result.ExitCode;

        public string Status => _report.GetProperty("status").GetString()!;

        public string ListId => _report.GetProperty("listId").GetString()!;

        public (int ExitCode, string Status, string ListId) End => (ExitCode, Status, ListId);

        public long Sent => _report.GetProperty("requests").GetProperty("sent").GetInt64();

        public string OnlyErrorType =>
            Assert.Single(_report.GetProperty("errors").EnumerateArray()).GetProperty("type").GetString()!;

        public long Delivered(string operation) => Count("delivered", operation);

        public long Rejected(string operation) => Count("rejected", operation);

        private long Count(string what, string operation) =>
            _report.GetProperty(what).GetProperty(operation).GetInt64();
    }
}
