using Rollcall.Cli.Output;
using Rollcall.Core.Members;
using Rollcall.Core.Runs;

namespace Rollcall.Cli.Sync;

/// <summary>A run's report in plain words.</summary>
internal static class ReportText
{
    /// <summary>Prints it.</summary>
    public static void Write(RunReport report, Surroundings surroundings)
    {
        var page = surroundings.Out;
        page.WriteLine(Headline(report));
        foreach (var note in report.Notes)
        {
            page.WriteLine(note);
        }
        if (report.Status == RunStatus.Held)
        {
            page.WriteLine(HowToConfirm(report));
        }
        page.WriteLine();
        WriteCohort(report.Cohort, page);
        WriteNumbers(report, surroundings);
        WriteErrors(report.Errors, page);
        WriteExamples("Invalid, and skipped", report.InvalidExamples, report.Cohort.Invalid, page);
        WriteExamples("Duplicates", report.DuplicateExamples, report.Cohort.Duplicates, page);
    }

    private static string Headline(RunReport report) =>
        report.Status switch
        {
            RunStatus.Succeeded => $"Run {report.Run} succeeded: the destination holds exactly the cohort.",
            RunStatus.PartiallySucceeded =>
                $"Run {report.Run} succeeded in part: some users were not delivered. What is missing is sent again by the next sync.",
            RunStatus.Failed =>
                $"Run {report.Run} failed. What was acknowledged is kept; the next sync goes on from there.",
            RunStatus.Held => $"Run {report.Run} is held: it looks like a mistake at the source.",
            RunStatus.Planned => "Nothing was sent: this is what a sync would do.",
            RunStatus.Canceled =>
                $"Run {report.Run} was interrupted. What was acknowledged is kept; the next sync goes on from there.",
            RunStatus.Superseded => $"Run {report.Run} was held, and a later one took its place.",
            _ =>
                $"Run {report.Run} has not ended: it goes on in another process, or was cut off and goes on with the next sync.",
        };

    private static string HowToConfirm(RunReport report) =>
        $"""
            If the cohort is right, run the same command again with --confirm-removals (this content, {Words.Count(
                report.Planned.Remove,
                "removal"
            )} at most),
            or with --confirm-removals=N (this run may remove up to N). If it is wrong, mend the source and run again.
            """;

    private static void WriteCohort(CohortCounts cohort, TextWriter page)
    {
        var skipped = new List<string>();
        if (cohort.Invalid > 0)
        {
            skipped.Add($"{Words.Number(cohort.Invalid)} invalid");
        }
        if (cohort.Duplicates > 0)
        {
            var conflicts = cohort.Conflicts > 0 ? $" ({Words.Number(cohort.Conflicts)} with other values)" : "";
            skipped.Add($"{Words.Count(cohort.Duplicates, "duplicate")}{conflicts}");
        }
        var rest = skipped.Count == 0 ? "" : $"; skipped: {string.Join(", ", skipped)}";
        page.WriteLine(
            $"The cohort: {Words.Count(cohort.Read, "member")} read, {Words.Count(cohort.Items, "user")}{rest}."
        );
        page.WriteLine();
    }

    private static void WriteNumbers(RunReport report, Surroundings surroundings)
    {
        TextTable.Write(
            surroundings,
            ["", "PLANNED", "DELIVERED", "REJECTED"],
            [
                Row("added", report, counts => counts.Add),
                Row("removed", report, counts => counts.Remove),
                Row("changed", report, counts => counts.Change),
            ]
        );
        surroundings.Out.WriteLine();
        if (report.InDoubt > 0)
        {
            surroundings.Out.WriteLine(
                $"In doubt: {Words.Count(report.InDoubt, "user")}, sent without a clear answer; they are sent again by the next sync."
            );
        }
        surroundings.Out.WriteLine(Requests(report));
    }

    private static string[] Row(string name, RunReport report, Func<OperationCounts, long> pick) =>
        [
            name,
            Words.Number(pick(report.Planned)),
            Words.Number(pick(report.Delivered)),
            Words.Number(pick(report.Rejected)),
        ];

    private static string Requests(RunReport report)
    {
        var requests = report.Requests;
        var list = report.ListId is { } id ? $" List {id}." : "";
        var took = Words.Duration(TimeSpan.FromSeconds(report.Seconds.Total));
        return requests.Sent == 0
            ? $"No request was sent. It took {took}.{list}"
            : $"{Words.Count(requests.Sent, "request")} ({Words.Number(requests.Failed)} failed, {Words.Number(requests.Retried)} retried), {Words.Size(report.BytesSent)} sent. It took {took}.{list}";
    }

    private static void WriteErrors(IReadOnlyList<RunError> errors, TextWriter page)
    {
        foreach (var error in errors)
        {
            page.WriteLine();
            page.WriteLine($"{error.Type} ({Where(error)}), {Times(error.Count)}");
            page.WriteLine($"  {error.Message}");
            if (error.Response.Length > 0)
            {
                page.WriteLine($"  The response: {Terminal.Safe(error.Response)}");
            }
        }
    }

    private static string Where(RunError error) =>
        string.Join(
            ", ",
            new[] { error.Endpoint, error.Status is { } status ? $"status {status}" : "no answer" }.Where(part =>
                part.Length > 0
            )
        );

    private static string Times(long count) => count == 1 ? "once" : $"{Words.Number(count)} times";

    private static void WriteExamples(string title, IReadOnlyList<MemberExample> examples, long count, TextWriter page)
    {
        if (examples.Count == 0)
        {
            return;
        }
        page.WriteLine();
        page.WriteLine(
            count > examples.Count ? $"{title}, the first {examples.Count} of {Words.Number(count)}:" : $"{title}:"
        );
        foreach (var example in examples)
        {
            page.WriteLine($"  {example.Source}:{example.Line}: {Terminal.Safe(example.Reason)}");
        }
    }
}
