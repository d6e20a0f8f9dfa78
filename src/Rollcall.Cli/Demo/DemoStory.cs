using System.Text.Json;
using Rollcall.Cli.Output;
using Rollcall.Sandbox;
using Rollcall.Sandbox.Log;
using Rollcall.Server.Cohorts;
using Rollcall.Server.Demo;
using Rollcall.Storage.Syncs;

namespace Rollcall.Cli.Demo;

/// <summary>What happened, in plain words; all numbers are the destination's own.</summary>
internal sealed class DemoStory
{
    private readonly DemoFolder _folder;
    private readonly SampleResult _result;
    private readonly Uri _address;
    private readonly IReadOnlyList<LogEntry> _first;
    private readonly IReadOnlyList<LogEntry> _second;
    private readonly string _listName;
    private readonly int _members;

    /// <summary>The story of two runs.</summary>
    public DemoStory(DemoFolder folder, SampleResult result, SandboxServer sandbox, Uri address)
    {
        (_folder, _result, _address) = (folder, result, address);
        var entries = sandbox.Log.Entries.ToList();
        // The second run is the one that removes; everything before its first request was the first run's.
        var turn = entries.FindIndex(entry => entry.Operation == Operation.Remove || IsLateAdd(entry));
        (_first, _second) = (entries[..Math.Max(0, turn)], entries[Math.Max(0, turn)..]);
        var list = sandbox.Lists.All.Single();
        (_listName, _members) = (list.Name, list.Count);
        IsTrue =
            result is { First.Status: SyncRunStatus.Succeeded, Second.Status: SyncRunStatus.Succeeded }
            && Wanted().ToHashSet().SetEquals(list.Members());
    }

    /// <summary>Whether both runs succeeded and the list holds exactly the cohort as it is now.</summary>
    public bool IsTrue { get; }

    /// <summary>The page.</summary>
    public string Text() =>
        $"""
            What happened

            An integration was described with the guide's defaults and released inside a sample organization. A destination was
            installed that points at a sandbox on this machine. The cohort "{_result.Cohort}" with {Words.Number(
                SampleCohort.Users
            )} users was synced to it,
            hourly from now on.

              First run. The destination received: {Received(_first)}.

            Then {SampleInstallation.Leavers} users left the cohort and {SampleInstallation.Entrants} entered.

              Second run. Only the difference was sent. The destination received: {Received(_second)}.

            The list "{_listName}" now has {Words.Number(_members)} members. {Verdict()}

            To look at
              {_result.SignInLink}
                signs you in, once, as Dana, the Admin of this organization. Then click:
                Cohorts, Sample users: its size, its members, where it is kept; find user-00310 there
                Syncs, {SampleInstallation.DestinationName}: history, cadence, errors; Run now
                Developer Portal, {SampleInstallation.DestinationName}: the form behind the destination; test it on the right
                Destinations, Add Destination: the catalog
              {_address}api   the REST API, described
              {_folder.Log}   everything that the destination received

            """;

    /// <summary>The same as JSON.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteBoolean("succeeded", IsTrue);
        json.WriteString("address", _address.ToString());
        json.WriteString("signInLink", _result.SignInLink);
        json.WriteString("cohort", _result.CohortPath);
        json.WriteString("sync", _result.SyncPath);
        json.WriteNumber("members", _members);
        json.WriteStartArray("runs");
        foreach (var received in new[] { _first, _second })
        {
            json.WriteStartObject();
            json.WriteNumber("added", Users(received, Operation.Add));
            json.WriteNumber("removed", Users(received, Operation.Remove));
            json.WriteNumber("requests", received.Count);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static bool IsLateAdd(LogEntry entry) =>
        entry.Operation == Operation.Add && entry.Items.Length == SampleInstallation.Entrants;

    private static IEnumerable<string> Wanted() =>
        Enumerable
            .Range(
                SampleInstallation.Leavers,
                SampleCohort.Users - SampleInstallation.Leavers + SampleInstallation.Entrants
            )
            .Select(number => $"user-{number:00000}");

    private static long Users(IEnumerable<LogEntry> received, Operation operation) =>
        received.Where(entry => entry.Operation == operation).Sum(entry => (long)entry.Items.Length);

    private static string Received(IReadOnlyList<LogEntry> received)
    {
        var parts = new List<string>();
        if (received.Any(entry => entry.Operation == Operation.CreateList))
        {
            parts.Add("1 request to create the list");
        }
        foreach (var (operation, word) in new[] { (Operation.Add, "add"), (Operation.Remove, "remove") })
        {
            if (received.Count(entry => entry.Operation == operation) is var requests and > 0)
            {
                parts.Add(
                    $"{Words.Count(requests, "request")} with {Words.Number(Users(received, operation))} users to {word}"
                );
            }
        }
        return string.Join(", ", parts);
    }

    private string Verdict() =>
        IsTrue
            ? "That is exactly the cohort, byte for byte."
            : "That is NOT the cohort: please report this, with the log below.";
}
