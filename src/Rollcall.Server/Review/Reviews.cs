using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Audit;
using Rollcall.Server.Releases;
using Rollcall.Server.Secrets;
using Rollcall.Storage.Catalog;
using Rollcall.Storage.Database;
using Rollcall.Storage.Integrations;
using Rollcall.Storage.Releases;

namespace Rollcall.Server.Review;

/// <summary>What reviewers decide.</summary>
public sealed class Reviews(
    Databases databases,
    SecretStore secrets,
    ReleaseMails mails,
    Withdrawal withdrawal,
    AuditLog audit,
    TimeProvider time
)
{
    /// <summary>Characters of a comment at most.</summary>
    public const int LongestComment = 5_000;

    /// <summary>Says that the reviewer looks at it, so that others need not.</summary>
    /// <exception cref="Refusal">Not found, or decided already.</exception>
    public async Task TakeAsync(Reviewer reviewer, string submissionId, CancellationToken cancellation = default)
    {
        await using var database = databases.OpenForInstallation();
        var submission = await WaitingAsync(database, submissionId, cancellation).ConfigureAwait(false);
        (submission.TakenById, submission.TakenByName) = (reviewer.PersonId, reviewer.PersonName);
        await SaveAsync(database, submissionId, cancellation).ConfigureAwait(false);
    }

    /// <summary>Says something to a field. The partner reads it once changes are requested.</summary>
    /// <exception cref="Refusal">Nothing was said, or it is decided already.</exception>
    public async Task<ReviewComment> CommentAsync(
        Reviewer reviewer,
        string submissionId,
        string field,
        string text,
        CancellationToken cancellation = default
    )
    {
        CheckComment(text, "text", "Say what is wrong with this field.");
        await using var database = databases.OpenForInstallation();
        var submission = await WaitingAsync(database, submissionId, cancellation).ConfigureAwait(false);
        var comment = new ReviewComment
        {
            Id = PublicId.New("cmt"),
            OrganizationId = submission.OrganizationId,
            SubmissionId = submissionId,
            Field = field.Trim(),
            Text = text.Trim(),
            ByName = reviewer.PersonName,
            At = time.GetUtcNow(),
        };
        database.ReviewComments.Add(comment);
        await SaveAsync(database, submissionId, cancellation).ConfigureAwait(false);
        return comment;
    }

    /// <summary>Takes a comment back.</summary>
    /// <exception cref="Refusal">Not found, or the submission is decided already.</exception>
    public async Task RemoveCommentAsync(
        Reviewer reviewer,
        string submissionId,
        string commentId,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(reviewer);
        await using var database = databases.OpenForInstallation();
        await WaitingAsync(database, submissionId, cancellation).ConfigureAwait(false);
        var comment =
            await database
                .ReviewComments.SingleOrDefaultAsync(
                    row => row.Id == commentId && row.SubmissionId == submissionId,
                    cancellation
                )
                .ConfigureAwait(false)
            ?? throw Refusal.NotFound();
        database.ReviewComments.Remove(comment);
        await SaveAsync(database, submissionId, cancellation).ConfigureAwait(false);
    }

    /// <summary>Lets the version into the catalog.</summary>
    /// <exception cref="Refusal">It is one's own organization's, or decided already.</exception>
    public async Task ApproveAsync(Reviewer reviewer, string submissionId, CancellationToken cancellation = default)
    {
        await using var database = databases.OpenForInstallation();
        var submission = await WaitingAsync(database, submissionId, cancellation).ConfigureAwait(false);
        RefuseOwn(reviewer, submission);
        var published = await PublishedAsync(database, submission, cancellation).ConfigureAwait(false);
        (published.Audience, published.ApprovedAt) = (Audience.Everyone, time.GetUtcNow());
        await ApproveConnectionAsync(database, submission, published, cancellation).ConfigureAwait(false);
        await DecideAsync(
                database,
                reviewer,
                submission,
                new Decision(SubmissionState.Approved, IntegrationState.Approved, ReleaseStepKind.Approved, ""),
                cancellation
            )
            .ConfigureAwait(false);
        await mails
            .ApprovedAsync(database, submission, published, reviewer.PersonName, cancellation)
            .ConfigureAwait(false);
        await SaveAsync(database, submissionId, cancellation).ConfigureAwait(false);
    }

    /// <summary>Asks the partner for changes.</summary>
    /// <exception cref="Refusal">Nothing was said, it is one's own organization's, or decided already.</exception>
    public async Task RequestChangesAsync(
        Reviewer reviewer,
        string submissionId,
        string comment,
        CancellationToken cancellation = default
    )
    {
        CheckComment(comment, "comment", "Say what is to be changed: the partner gets it by mail.");
        await using var database = databases.OpenForInstallation();
        var submission = await WaitingAsync(database, submissionId, cancellation).ConfigureAwait(false);
        RefuseOwn(reviewer, submission);
        var published = await PublishedAsync(database, submission, cancellation).ConfigureAwait(false);
        await DecideAsync(
                database,
                reviewer,
                submission,
                new Decision(
                    SubmissionState.ChangesRequested,
                    IntegrationState.ChangesRequested,
                    ReleaseStepKind.ChangesRequested,
                    comment.Trim()
                ),
                cancellation
            )
            .ConfigureAwait(false);
        await CatalogNames.FreeAsync(database, published, cancellation).ConfigureAwait(false);
        await mails
            .ChangesRequestedAsync(database, submission, published, reviewer.PersonName, cancellation)
            .ConfigureAwait(false);
        await SaveAsync(database, submissionId, cancellation).ConfigureAwait(false);
    }

    /// <summary>Withdraws an approved version from the catalog; its runs stop at a batch's edge.</summary>
    /// <exception cref="Refusal">It is not approved, or no reason was given.</exception>
    public async Task WithdrawAsync(
        Reviewer reviewer,
        string versionId,
        string reason,
        CancellationToken cancellation = default
    )
    {
        CheckComment(reason, "reason", "Say why: those who have it installed will read it.");
        await using var database = databases.OpenForInstallation();
        var published = await database
            .PublishedVersions.SingleOrDefaultAsync(
                row => row.Id == versionId && row.Audience == Audience.Everyone,
                cancellation
            )
            .ConfigureAwait(false);
        if (published is not { WithdrawnAt: null })
        {
            throw published is null ? Refusal.NotFound() : Refusal.Conflict("This version was withdrawn already.");
        }
        var now = time.GetUtcNow();
        await Withdrawal.MarkAsync(database, versionId, reason, now, cancellation).ConfigureAwait(false);
        await StepAsync(
                database,
                reviewer,
                versionId,
                IntegrationState.Withdrawn,
                ReleaseStepKind.Withdrawn,
                published.OrganizationId,
                cancellation
            )
            .ConfigureAwait(false);
        await mails
            .WithdrawnAsync(database, published, reviewer.PersonName, reason, cancellation)
            .ConfigureAwait(false);
        await SaveAsync(database, versionId, cancellation).ConfigureAwait(false);
        await withdrawal.StopSyncsAsync(versionId, now, cancellation).ConfigureAwait(false);
    }

    private static void RefuseOwn(Reviewer reviewer, Submission submission)
    {
        if (reviewer.IsOf(submission.OrganizationId))
        {
            throw Refusal.Forbidden(
                "This is your own organization's. A reviewer of another organization has to decide on it; until then an internal release makes it available to your own projects."
            );
        }
    }

    private static void CheckComment(string text, string field, string ifEmpty)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw Refusal.Invalid(new FieldFault(field, ifEmpty));
        }
        if (text.Length > LongestComment)
        {
            throw Refusal.Invalid(new FieldFault(field, $"{LongestComment:N0} characters are the most."));
        }
    }

    private async Task DecideAsync(
        RollcallDatabase database,
        Reviewer reviewer,
        Submission submission,
        Decision decision,
        CancellationToken cancellation
    )
    {
        submission.State = decision.Submission;
        submission.DecidedAt = time.GetUtcNow();
        submission.DecidedByName = reviewer.PersonName;
        submission.Comment = decision.Comment.Length > 0 ? decision.Comment : null;
        await secrets.ForgetAsync(database, submission.Id, cancellation).ConfigureAwait(false);
        await StepAsync(
                database,
                reviewer,
                submission.VersionId,
                decision.Version,
                decision.Step,
                submission.OrganizationId,
                cancellation
            )
            .ConfigureAwait(false);
    }

    private async Task StepAsync(
        RollcallDatabase database,
        Reviewer reviewer,
        string versionId,
        IntegrationState to,
        ReleaseStepKind kind,
        string organizationId,
        CancellationToken cancellation
    )
    {
        // An integration that came with the installation has no version of a partner.
        if (
            await database.IntegrationVersions.SingleOrDefaultAsync(row => row.Id == versionId, cancellation) is
            { } version
        )
        {
            version.State = to;
        }
        ReleaseSteps.Add(database, organizationId, versionId, kind, reviewer.PersonName, time.GetUtcNow());
        var name = await database
            .PublishedVersions.Where(row => row.Id == versionId)
            .Select(row => row.Name + ", version " + row.Number)
            .SingleAsync(cancellation)
            .ConfigureAwait(false);
        audit.Record(
            database,
            organizationId,
            reviewer.Actor,
            ReleaseSteps.ActionOf(kind),
            new AuditSubject(versionId, name),
            before: null,
            new { State = to }
        );
    }

    // Edited since it was frozen, it is not what was approved, and stays a draft.
    private static async Task ApproveConnectionAsync(
        RollcallDatabase database,
        Submission submission,
        PublishedVersion published,
        CancellationToken cancellation
    )
    {
        var connection = await (
            from version in database.IntegrationVersions
            join row in database.Connections on version.ConnectionId equals row.Id
            where version.Id == submission.VersionId
            select row
        )
            .SingleOrDefaultAsync(cancellation)
            .ConfigureAwait(false);
        if (connection is not null && connection.ChangedAt <= published.FrozenAt)
        {
            connection.State = ConnectionState.Approved;
        }
    }

    private static Task<PublishedVersion> PublishedAsync(
        RollcallDatabase database,
        Submission submission,
        CancellationToken cancellation
    ) => database.PublishedVersions.SingleAsync(row => row.Id == submission.VersionId, cancellation);

    private static async Task<Submission> WaitingAsync(
        RollcallDatabase database,
        string submissionId,
        CancellationToken cancellation
    )
    {
        var submission =
            await database
                .Submissions.SingleOrDefaultAsync(row => row.Id == submissionId, cancellation)
                .ConfigureAwait(false)
            ?? throw Refusal.NotFound();
        return submission.State == SubmissionState.Waiting ? submission : throw AlreadyDecided(submission);
    }

    private static Refusal AlreadyDecided(Submission submission)
    {
        var what = submission.State switch
        {
            SubmissionState.Approved => "approved it",
            SubmissionState.ChangesRequested => "requested changes",
            _ => "withdrew it from review",
        };
        return Refusal.Conflict($"{submission.DecidedByName} {what} meanwhile. Nothing was changed.");
    }

    private async Task SaveAsync(RollcallDatabase database, string submissionId, CancellationToken cancellation)
    {
        try
        {
            await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        }
        catch (DbUpdateConcurrencyException)
        {
            await using var now = databases.OpenForInstallation();
            var decided = await now
                .Submissions.AsNoTracking()
                .SingleOrDefaultAsync(
                    row => row.Id == submissionId && row.State != SubmissionState.Waiting,
                    cancellation
                )
                .ConfigureAwait(false);
            throw decided is not null
                ? AlreadyDecided(decided)
                : Refusal.Conflict("Someone else changed this at the same moment. Open it anew to see how it stands.");
        }
    }

    private sealed record Decision(
        SubmissionState Submission,
        IntegrationState Version,
        ReleaseStepKind Step,
        string Comment
    );
}
