using Microsoft.AspNetCore.Http.HttpResults;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.EndpointTests;
using Rollcall.Core.Integrations;
using Rollcall.Server.Releases;
using Rollcall.Server.Review;
using Rollcall.Storage.Releases;

namespace Rollcall.Server.Api;

/// <summary>Reviewing: <c>/api/v1/review/…</c>, for reviewers of the installation; for everybody else there is nothing.</summary>
internal static class ReviewApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapReview(this RouteGroupBuilder version1)
    {
        var review = version1.MapGroup("/review").WithTags("Review");
        review.MapGet("/submissions", QueueAsync).WithSummary("What waits for review, the oldest first");
        var submission = review.MapGroup("/submissions/{submissionId}");
        submission.MapGet("", OpenAsync).WithSummary("A submission");
        submission.MapGet("/logo", LogoAsync).WithSummary("Its logo, a PNG");
        submission.MapPost("/take", TakeAsync).WithSummary("Say that you look at it");
        submission.MapPost("/comments", CommentAsync).WithSummary("Say something to a field");
        submission.MapDelete("/comments/{commentId}", RemoveCommentAsync).WithSummary("Take a comment back");
        submission.MapPost("/tests", TestAsync).WithSummary("Run the tests with the partner's test account");
        submission.MapPost("/approval", ApproveAsync).WithSummary("Let it into the catalog");
        submission.MapPost("/changes", RequestChangesAsync).WithSummary("Ask the partner for changes");
        review.MapPost("/versions/{versionId}/withdrawal", WithdrawAsync).WithSummary("Withdraw an approved version");
    }

    private static async Task<PageOf<QueueRow>> QueueAsync(
        HttpContext http,
        ReviewerReader reviewers,
        ReviewQueue queue,
        [AsParameters] PageRequest page
    )
    {
        var reviewer = await reviewers.ReadAsync(http.User, http.RequestAborted).ConfigureAwait(false);
        return page.Of(await queue.WaitingAsync(reviewer, http.RequestAborted).ConfigureAwait(false));
    }

    private static async Task<SubmissionResponse> OpenAsync(
        HttpContext http,
        string submissionId,
        ReviewerReader reviewers,
        ReviewQueue queue
    )
    {
        var reviewer = await reviewers.ReadAsync(http.User, http.RequestAborted).ConfigureAwait(false);
        return SubmissionResponse.Of(
            await queue.OpenAsync(reviewer, submissionId, http.RequestAborted).ConfigureAwait(false)
        );
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> LogoAsync(
        HttpContext http,
        string submissionId,
        ReviewerReader reviewers,
        ReviewQueue queue
    )
    {
        var reviewer = await reviewers.ReadAsync(http.User, http.RequestAborted).ConfigureAwait(false);
        var logo = await queue.LogoAsync(reviewer, submissionId, http.RequestAborted).ConfigureAwait(false);
        return logo is null ? TypedResults.NotFound() : LogoFile.Of(http, logo);
    }

    private static async Task<NoContent> TakeAsync(
        HttpContext http,
        string submissionId,
        ReviewerReader reviewers,
        Reviews reviews
    )
    {
        var reviewer = await reviewers.ReadAsync(http.User, http.RequestAborted).ConfigureAwait(false);
        await reviews.TakeAsync(reviewer, submissionId, http.RequestAborted).ConfigureAwait(false);
        return TypedResults.NoContent();
    }

    private static async Task<CommentResponse> CommentAsync(
        HttpContext http,
        string submissionId,
        CommentRequest request,
        ReviewerReader reviewers,
        Reviews reviews
    )
    {
        var reviewer = await reviewers.ReadAsync(http.User, http.RequestAborted).ConfigureAwait(false);
        return CommentResponse.Of(
            await reviews
                .CommentAsync(reviewer, submissionId, request.Field ?? "", request.Text ?? "", http.RequestAborted)
                .ConfigureAwait(false)
        );
    }

    private static async Task<NoContent> RemoveCommentAsync(
        HttpContext http,
        string submissionId,
        string commentId,
        ReviewerReader reviewers,
        Reviews reviews
    )
    {
        var reviewer = await reviewers.ReadAsync(http.User, http.RequestAborted).ConfigureAwait(false);
        await reviews.RemoveCommentAsync(reviewer, submissionId, commentId, http.RequestAborted).ConfigureAwait(false);
        return TypedResults.NoContent();
    }

    private static async Task<IReadOnlyList<TestExchange>> TestAsync(
        HttpContext http,
        string submissionId,
        ReviewerReader reviewers,
        ReviewTests tests
    )
    {
        var reviewer = await reviewers.ReadAsync(http.User, http.RequestAborted).ConfigureAwait(false);
        var exchanges = new List<TestExchange>();
        await foreach (
            var exchange in tests
                .RunAsync(reviewer, submissionId, new Random(), http.RequestAborted)
                .ConfigureAwait(false)
        )
        {
            exchanges.Add(exchange);
        }
        return exchanges;
    }

    private static async Task<SubmissionResponse> ApproveAsync(
        HttpContext http,
        string submissionId,
        ReviewerReader reviewers,
        Reviews reviews,
        ReviewQueue queue
    )
    {
        var reviewer = await reviewers.ReadAsync(http.User, http.RequestAborted).ConfigureAwait(false);
        await reviews.ApproveAsync(reviewer, submissionId, http.RequestAborted).ConfigureAwait(false);
        return await OpenAsync(http, submissionId, reviewers, queue).ConfigureAwait(false);
    }

    private static async Task<SubmissionResponse> RequestChangesAsync(
        HttpContext http,
        string submissionId,
        ChangesRequest request,
        ReviewerReader reviewers,
        Reviews reviews,
        ReviewQueue queue
    )
    {
        var reviewer = await reviewers.ReadAsync(http.User, http.RequestAborted).ConfigureAwait(false);
        await reviews
            .RequestChangesAsync(reviewer, submissionId, request.Comment ?? "", http.RequestAborted)
            .ConfigureAwait(false);
        return await OpenAsync(http, submissionId, reviewers, queue).ConfigureAwait(false);
    }

    private static async Task<NoContent> WithdrawAsync(
        HttpContext http,
        string versionId,
        ReasonRequest request,
        ReviewerReader reviewers,
        Reviews reviews
    )
    {
        var reviewer = await reviewers.ReadAsync(http.User, http.RequestAborted).ConfigureAwait(false);
        await reviews
            .WithdrawAsync(reviewer, versionId, request.Reason ?? "", http.RequestAborted)
            .ConfigureAwait(false);
        return TypedResults.NoContent();
    }
}

/// <summary>A comment on a field.</summary>
/// <param name="Field">A path in the document such as <c>endpoints.addUsers.body</c>, or <c>connection.summary</c>.</param>
/// <param name="Text">What is said.</param>
public sealed record CommentRequest(string? Field, string? Text);

/// <summary>Asks the partner for changes.</summary>
/// <param name="Comment">What is to be changed.</param>
public sealed record ChangesRequest(string? Comment);

/// <summary>A submission.</summary>
public sealed record SubmissionResponse
{
    /// <summary>Its ID.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required SubmissionState State { get; init; }

    /// <summary>The display name.</summary>
    public required string Name { get; init; }

    /// <summary>The version's number.</summary>
    public required int VersionNumber { get; init; }

    /// <summary>The partner.</summary>
    public required string Organization { get; init; }

    /// <summary>Who submitted it.</summary>
    public required string SubmittedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>The reviewer who looks at it.</summary>
    public string? TakenBy { get; init; }

    /// <summary>What the partner says to it.</summary>
    public required string Notes { get; init; }

    /// <summary>The partner's last tests.</summary>
    public required IReadOnlyList<SubmittedTest> Tests { get; init; }

    /// <summary>The hosts that will get data, and the secrets that each gets, by variable.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Hosts { get; init; }

    /// <summary>The variable table.</summary>
    public required IReadOnlyList<VariableRow> Variables { get; init; }

    /// <summary>The definition, YAML.</summary>
    public required string Definition { get; init; }

    /// <summary>How it differs from the approved version.</summary>
    public required VersionDifference Difference { get; init; }

    /// <summary>Comments on fields.</summary>
    public required IReadOnlyList<CommentResponse> Comments { get; init; }

    /// <summary>The decision's comment.</summary>
    public string? Comment { get; init; }

    /// <summary>Who decided.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    internal static SubmissionResponse Of(SubmissionView view) =>
        new()
        {
            Id = view.Submission.Id,
            State = view.Submission.State,
            Name = view.Version.Name,
            VersionNumber = view.Version.Number,
            Organization = view.Organization,
            SubmittedBy = view.Submission.SubmittedByName,
            SubmittedAt = view.Submission.SubmittedAt,
            TakenBy = view.Submission.TakenByName,
            Notes = view.Submission.Notes,
            Tests = view.Submission.Tests,
            Hosts = view.Hosts.ToDictionary(host => host.Origin, Secrets, StringComparer.Ordinal),
            Variables = view.Variables.Rows,
            Definition = view.Yaml,
            Difference = view.Difference,
            Comments = [.. view.Comments.Select(CommentResponse.Of)],
            Comment = view.Submission.Comment,
            DecidedBy = view.Submission.DecidedByName,
            DecidedAt = view.Submission.DecidedAt,
        };

    private static IReadOnlyList<string> Secrets(HostUse host) => [.. host.Secrets.Select(field => field.Variable)];
}
