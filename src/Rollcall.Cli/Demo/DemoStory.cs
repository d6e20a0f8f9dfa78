using System.Text.Json;
using Rollcall.Cli.Output;
using Rollcall.Core.Runs;
using Rollcall.Sandbox;
using Rollcall.Sandbox.Log;

namespace Rollcall.Cli.Demo;

/// <summary>What happened, in plain words; all numbers are the destination's own.</summary>
internal sealed class DemoStory
{
    private readonly DemoFolder _folder;
    private readonly DemoDay _first;
    private readonly DemoDay _second;
    private readonly string _listName;
    private readonly int _members;

    /// <summary>The story of two syncs.</summary>
    public DemoStory(DemoFolder folder, DemoDay first, DemoDay second, SandboxServer sandbox)
    {
        (_folder, _first, _second) = (folder, first, second);
        var list = sandbox.Lists[second.Report.ListId!];
        _listName = list.Name;
        _members = list.Count;
        IsTrue =
            first.Report.Status == RunStatus.Succeeded
            && second.Report.Status == RunStatus.Succeeded
            && SecondDay().ToHashSet().SetEquals(list.Members());
    }

    /// <summary>Whether both syncs succeeded and the list holds exactly the cohort of the second day.</summary>
    public bool IsTrue { get; }

    /// <summary>The page.</summary>
    public string Text() =>
        $"""
            What happened

            Monday. A cohort of {Words.Number(
                DemoCohort.Users
            )} users, with names in many scripts, is in {_folder.FirstDay}.
            The first sync created a list at the destination and sent everyone.

              $ {_first.Command}

              The destination received: {Received(_first)}.
              It took {Took(_first)}, at most {Words.Count(_first.Received.Max(entry => entry.InFlight), "request")} at once.

            Tuesday. {DemoCohort.Leavers} users have left, {DemoCohort.Entrants} have entered; the cohort is in {_folder.SecondDay}.
            The second sync worked out the difference to what the destination had acknowledged, and sent only that.

              $ rollcall sync … --cohort {_folder.SecondDay}

              The destination received: {Received(_second)}.
              It took {Took(_second)}.

            The list "{_listName}" now has {Words.Number(_members)} members. {Verdict()}

            To look at
              {_folder.Definition}: the definition of the destination, as `rollcall init --type list` prints it
              {_folder.Log}: all that the destination received
              rollcall members --state {_folder.State} | head
              rollcall runs --state {_folder.State}
              rollcall preview --help, rollcall sandbox --help: your own definition next

            """;

    /// <summary>The same as JSON.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteBoolean("succeeded", IsTrue);
        json.WriteString("folder", _folder.Path);
        json.WriteNumber("members", _members);
        json.WriteStartArray("syncs");
        foreach (var day in new[] { _first, _second })
        {
            json.WriteStartObject();
            json.WriteString("command", day.Command);
            json.WriteStartObject("received");
            json.WriteNumber("creations", day.Requests(Operation.CreateList));
            json.WriteNumber("addRequests", day.Requests(Operation.Add));
            json.WriteNumber("added", day.Users(Operation.Add));
            json.WriteNumber("removeRequests", day.Requests(Operation.Remove));
            json.WriteNumber("removed", day.Users(Operation.Remove));
            json.WriteEndObject();
            json.WritePropertyName("report");
            json.WriteRawValue(RunReportJson.Write(day.Report));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private string Verdict() =>
        IsTrue
            ? "That is exactly Tuesday's cohort, byte for byte."
            : "That is NOT Tuesday's cohort, which must not happen: please report it with the files named here.";

    private static string Took(DemoDay day) => Words.Duration(TimeSpan.FromSeconds(day.Report.Seconds.Total));

    private static string Received(DemoDay day)
    {
        var parts = new List<string>();
        if (day.Requests(Operation.CreateList) is var creations and > 0)
        {
            parts.Add($"{Words.Count(creations, "list")} to create");
        }
        if (day.Requests(Operation.Add) is var adds and > 0)
        {
            parts.Add($"{Words.Count(adds, "request")} with {Words.Number(day.Users(Operation.Add))} users to add");
        }
        if (day.Requests(Operation.Remove) is var removes and > 0)
        {
            parts.Add(
                $"{Words.Count(removes, "request")} with {Words.Number(day.Users(Operation.Remove))} users to remove"
            );
        }
        return string.Join(", ", parts);
    }

    private static IEnumerable<string> SecondDay() =>
        Enumerable
            .Range(DemoCohort.Leavers, DemoCohort.Users - DemoCohort.Leavers + DemoCohort.Entrants)
            .Select(DemoCohort.UserId);
}
