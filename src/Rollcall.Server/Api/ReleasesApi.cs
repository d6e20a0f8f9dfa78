using Rollcall.Server.Releases;
using Rollcall.Storage.Integrations;
using Rollcall.Storage.Releases;

namespace Rollcall.Server.Api;

/// <summary>Letting versions out: <c>/api/v1/organizations/{organizationId}/versions/{versionId}/…</c>.</summary>
internal static class ReleasesApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapReleases(this RouteGroupBuilder organization)
    {
        var version = organization.MapGroup("/versions/{versionId}").WithTags("Releases");
        version
            .MapGet("/checks", CheckAsync)
            .WithSummary("What stands between a version and its release, or its submission");
        version.MapGet("/release", TrailAsync).WithSummary("How a version stands on its way to the catalog");
        version.MapPost("/release", ReleaseAsync).WithSummary("Release a draft internally");
        version.MapPost("/submission", SubmitAsync).WithSummary("Hand a version to the reviewers");
        version.MapDelete("/submission", TakeBackAsync).WithSummary("Withdraw a version from review");
        version.MapPost("/withdrawal", WithdrawAsync).WithSummary("Withdraw a version that was let out");
        version.MapGet("/difference", DifferenceAsync).WithSummary("How a version differs from another one");
        organization
            .MapGet("/integrations/{integrationId}/history", HistoryAsync)
            .WithTags("Releases")
            .WithSummary("An integration's versions, who let them out and when");
    }

    private static Task<CheckList> CheckAsync(
        HttpContext http,
        string versionId,
        Rollcall.Server.Releases.Releases releases,
        bool submission = false
    ) => releases.CheckAsync(http.Asker(), versionId, submission, http.RequestAborted);

    private static async Task<ReleaseResponse> TrailAsync(HttpContext http, string versionId, VersionHistory history) =>
        ReleaseResponse.Of(
            await history.OfVersionAsync(http.Asker(), versionId, http.RequestAborted).ConfigureAwait(false)
        );

    private static async Task<ReleaseResponse> ReleaseAsync(
        HttpContext http,
        string versionId,
        Rollcall.Server.Releases.Releases releases,
        VersionHistory history
    )
    {
        await releases.ReleaseInternallyAsync(http.Asker(), versionId, http.RequestAborted).ConfigureAwait(false);
        return await TrailAsync(http, versionId, history).ConfigureAwait(false);
    }

    private static async Task<ReleaseResponse> SubmitAsync(
        HttpContext http,
        string versionId,
        SubmissionForm form,
        Rollcall.Server.Releases.Releases releases,
        VersionHistory history
    )
    {
        await releases.SubmitAsync(http.Asker(), versionId, form, http.RequestAborted).ConfigureAwait(false);
        return await TrailAsync(http, versionId, history).ConfigureAwait(false);
    }

    private static async Task<ReleaseResponse> TakeBackAsync(
        HttpContext http,
        string versionId,
        Rollcall.Server.Releases.Releases releases,
        VersionHistory history
    )
    {
        await releases.TakeBackAsync(http.Asker(), versionId, http.RequestAborted).ConfigureAwait(false);
        return await TrailAsync(http, versionId, history).ConfigureAwait(false);
    }

    private static async Task<ReleaseResponse> WithdrawAsync(
        HttpContext http,
        string versionId,
        ReasonRequest request,
        Rollcall.Server.Releases.Releases releases,
        VersionHistory history
    )
    {
        await releases
            .WithdrawAsync(http.Asker(), versionId, request.Reason ?? "", http.RequestAborted)
            .ConfigureAwait(false);
        return await TrailAsync(http, versionId, history).ConfigureAwait(false);
    }

    private static Task<VersionDifference> DifferenceAsync(
        HttpContext http,
        string versionId,
        VersionHistory history,
        string? against = null
    ) => history.DifferenceAsync(http.Asker(), versionId, against, http.RequestAborted);

    private static async Task<IReadOnlyList<ReleaseResponse>> HistoryAsync(
        HttpContext http,
        string integrationId,
        VersionHistory history
    )
    {
        var versions = await history
            .OfIntegrationAsync(http.Asker(), integrationId, http.RequestAborted)
            .ConfigureAwait(false);
        return
        [
            .. versions.Select(trail => ReleaseResponse.Of(new ReleaseTrail(trail.Version, trail.Steps, null, []))),
        ];
    }
}

/// <summary>Why something is done.</summary>
/// <param name="Reason">A sentence for those whom it concerns.</param>
public sealed record ReasonRequest(string? Reason);

/// <summary>How a version stands on its way to the catalog.</summary>
/// <param name="VersionId">The version.</param>
/// <param name="Number">Its number.</param>
/// <param name="State">Its state.</param>
/// <param name="Steps">Who did what, the oldest first.</param>
/// <param name="Comment">What a reviewer asks to be changed; null where nothing is asked.</param>
/// <param name="Comments">What was said to fields with it.</param>
public sealed record ReleaseResponse(
    string VersionId,
    int Number,
    IntegrationState State,
    IReadOnlyList<StepResponse> Steps,
    string? Comment,
    IReadOnlyList<CommentResponse> Comments
)
{
    internal static ReleaseResponse Of(ReleaseTrail trail) =>
        new(
            trail.Version.Id,
            trail.Version.Number,
            trail.Version.State,
            [.. trail.Steps.Select(step => new StepResponse(step.Kind, step.At, step.ByName))],
            trail.ChangesAsked?.Comment,
            [.. trail.Comments.Select(CommentResponse.Of)]
        );
}

/// <summary>A step of a version.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="At">When.</param>
/// <param name="By">The name of who did it.</param>
public sealed record StepResponse(ReleaseStepKind Kind, DateTimeOffset At, string By);

/// <summary>What a reviewer says to a field.</summary>
/// <param name="Id">Its ID.</param>
/// <param name="Field">The field, a path in the document.</param>
/// <param name="Text">What is said.</param>
/// <param name="By">The reviewer's name.</param>
/// <param name="At">When.</param>
public sealed record CommentResponse(string Id, string Field, string Text, string By, DateTimeOffset At)
{
    internal static CommentResponse Of(ReviewComment comment) =>
        new(comment.Id, comment.Field, comment.Text, comment.ByName, comment.At);
}
