using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Core.EndpointTests;
using Rollcall.Core.Runs;
using Rollcall.Server.Portal.Frame;
using Rollcall.Server.Review;
using Rollcall.Storage.Releases;

namespace Rollcall.Server.Portal.Review;

/// <summary>A submission: all that a reviewer looks at, and the decision.</summary>
public sealed partial class SubmissionPage
{
    private static readonly string[] ConnectionFields =
    [
        "connection.displayName",
        "connection.category",
        "connection.summary",
        "connection.fullDescription",
        "connection.logo",
    ];

    private readonly List<TestExchange> _exchanges = [];
    private readonly List<TestCohortRun> _runs = [];
    private SubmissionView? _view;
    private CancellationTokenSource? _testing;
    private string _testSentence = "";

    /// <summary>The submission, from the address.</summary>
    [Parameter]
    public required string SubmissionId { get; set; }

    /// <summary>The queue.</summary>
    [Inject]
    public required ReviewQueue Queue { get; set; }

    /// <summary>Decides.</summary>
    [Inject]
    public required Reviews Reviews { get; set; }

    /// <summary>Tests.</summary>
    [Inject]
    public required ReviewTests Tests { get; set; }

    /// <summary>Syncs made-up users.</summary>
    [Inject]
    public required TestCohortSync TestCohorts { get; set; }

    /// <summary>Asks.</summary>
    [Inject]
    public required IDialogService Dialogs { get; set; }

    private SubmissionView View => _view!;

    private bool IsWaiting => _view?.Submission.State == SubmissionState.Waiting;

    private string? Logo => View.Version.Logo is null ? null : $"/api/v1/review/submissions/{SubmissionId}/logo";

    private IReadOnlyList<string> DefinitionFields =>
        [
            "authentication",
            "headers",
            .. View.Integration.Settings.Select(asked => $"customFields.{asked.Variable}"),
            .. View.Integration.Mapping.Fields.Select(asked => $"mapping.{asked.Variable}"),
            .. View.Integration.Endpoints.All.SelectMany(endpoint =>
                new[] { "url", "body", "items", "batchSize", "errors" }.Select(part =>
                    $"endpoints.{endpoint.Name}.{part}"
                )
            ),
            "testAccount",
        ];

    private string Decided =>
        View.Submission.State switch
        {
            SubmissionState.Approved when View.Version.WithdrawnAt is not null =>
                $"Approved, and withdrawn since: {View.Version.WithdrawnReason}",
            SubmissionState.Approved => $"{View.Submission.DecidedByName} approved it.",
            SubmissionState.ChangesRequested =>
                $"{View.Submission.DecidedByName} requested changes: {View.Submission.Comment}",
            _ => $"{View.Submission.DecidedByName} withdrew it from review.",
        };

    /// <inheritdoc/>
    public override void Dispose()
    {
        _testing?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task LoadAsync() => _view = await Queue.OpenAsync(Reviewer, SubmissionId, Gone);

    private static MarkupString Check(bool has) => new(has ? "✓<span class=\"visually-hidden\">yes</span>" : "");

    private Task TakeAsync() => ActAsync(() => Reviews.TakeAsync(Reviewer, SubmissionId, Gone), "It is yours.");

    private Task CommentAsync((string Field, string Text) comment) =>
        ActAsync(() => Reviews.CommentAsync(Reviewer, SubmissionId, comment.Field, comment.Text, Gone), "");

    private Task RemoveAsync(string commentId) =>
        ActAsync(() => Reviews.RemoveCommentAsync(Reviewer, SubmissionId, commentId, Gone), "");

    private async Task ApproveAsync()
    {
        var sure = await ConfirmDialog.AskAsync(
            Dialogs,
            $"Approve {View.Version.Name}?",
            "Every organization of this installation can connect it from now on. The version never changes; it can be withdrawn.",
            "Approve"
        );
        if (sure)
        {
            await ActAsync(
                () => Reviews.ApproveAsync(Reviewer, SubmissionId, Gone),
                $"Approved. {View.Submission.SubmittedByName} gets a mail."
            );
        }
    }

    private async Task RequestChangesAsync()
    {
        if (await ChangesDialog.AskAsync(Dialogs, View.Comments.Count) is { } comment)
        {
            await ActAsync(
                () => Reviews.RequestChangesAsync(Reviewer, SubmissionId, comment, Gone),
                $"{View.Submission.SubmittedByName} gets a mail with your comments."
            );
        }
    }

    private async Task WithdrawAsync()
    {
        var reason = await AskTextDialog.AskAsync(
            Dialogs,
            $"Withdraw version {View.Version.Number} of {View.Version.Name}?",
            "Why? Those who have it installed read it. Nobody installs it any more, and its syncs stop.",
            "",
            "Withdraw"
        );
        if (reason is not null)
        {
            await ActAsync(() => Reviews.WithdrawAsync(Reviewer, View.Version.Id, reason, Gone), "Withdrawn.");
        }
    }

    // Whatever came of it, the page shows how the submission stands now: someone else may have decided meanwhile.
    private async Task ActAsync(Func<Task> action, string done)
    {
        await TryAsync(action, done);
        await TryAsync(LoadAsync);
    }

    private Task RunTestsAsync() =>
        TestAsync(async stop =>
        {
            _exchanges.Clear();
            await foreach (var exchange in Tests.RunAsync(Reviewer, SubmissionId, new Random(), stop))
            {
                _exchanges.Add(exchange);
                StateHasChanged();
            }
            return _exchanges.TrueForAll(exchange => exchange.Succeeded)
                ? "All requests succeeded."
                : "The last request failed, and nothing was sent after it. That decides nothing by itself.";
        });

    private Task SyncTestCohortAsync() =>
        TestAsync(async stop =>
        {
            _runs.Clear();
            await foreach (var run in TestCohorts.RunAsync(Reviewer, SubmissionId, new Random(), stop))
            {
                _runs.Add(run);
                StateHasChanged();
            }
            var end = _runs.TrueForAll(run => run.Report.Status == RunStatus.Succeeded)
                ? "The test cohort was synced: everybody entered and left again."
                : "The last run did not succeed, and none was made after it. That decides nothing by itself.";
            var list = _runs.Select(run => run.Report.ListId).LastOrDefault(id => id is not null);
            return list is null ? end : $"{end} The list {list} stays at the partner's side.";
        });

    private async Task TestAsync(Func<CancellationToken, Task<string>> test)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Gone);
        (_testing, _testSentence) = (cancel, "");
        try
        {
            _testSentence = await test(cancel.Token);
        }
        catch (Refusal refusal)
        {
            _testSentence = refusal.Message;
        }
        catch (OperationCanceledException)
        {
            _testSentence = "Canceled.";
        }
        _testing = null;
    }

    private static string Words(RunReport report) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Delivered.Add:N0} added, {report.Delivered.Remove:N0} removed, {report.Requests.Sent:N0} requests in {report.Seconds.Total:0.0} s"
        );
}
