using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Access;
using Rollcall.Server.Audit;
using Rollcall.Server.Integrations;
using Rollcall.Server.Integrations.Form;
using Rollcall.Server.Integrations.Testing;
using Rollcall.Server.Secrets;
using Rollcall.Storage.Catalog;
using Rollcall.Storage.Database;
using Rollcall.Storage.Integrations;
using Rollcall.Storage.Releases;

namespace Rollcall.Server.Releases;

/// <summary>Takes versions from draft to catalog, on the partner's side. What reviewers decide is in <see cref="Review.Reviews"/>.</summary>
public sealed class Releases(
    Databases databases,
    ReleaseChecks checks,
    SecretStore secrets,
    Withdrawal withdrawal,
    AuditLog audit,
    TimeProvider time
)
{
    /// <summary>What stands between a version and its release, or its submission.</summary>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<CheckList> CheckAsync(
        Asker asker,
        string versionId,
        bool forSubmission,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var content = await ContentAsync(database, versionId, cancellation).ConfigureAwait(false);
        return await checks.OfAsync(database, content, forSubmission, cancellation).ConfigureAwait(false);
    }

    /// <summary>The fields of a test account: every custom field of a version. Empty while its definition is not valid.</summary>
    /// <exception cref="Refusal">Not found.</exception>
    public async Task<IReadOnlyList<SetupField>> TestAccountFieldsAsync(
        Asker asker,
        string versionId,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Develop);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var content = await ContentAsync(database, versionId, cancellation).ConfigureAwait(false);
        return content.Document.Integration is { } integration ? SetupFields.Of(integration).Fields : [];
    }

    /// <summary>Lets a draft's own organization install it. From then on it does not change.</summary>
    /// <exception cref="Refusal">It is no draft, or something blocks it.</exception>
    public async Task ReleaseInternallyAsync(Asker asker, string versionId, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Develop);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var content = await ContentAsync(database, versionId, cancellation).ConfigureAwait(false);
        RequireState(content.Version, "be released internally", IntegrationState.Draft);
        var list = await checks.OfAsync(database, content, forSubmission: false, cancellation).ConfigureAwait(false);
        list.RequireMayGoOn();
        database.PublishedVersions.Add(content.Freeze(Audience.Organization, time.GetUtcNow()));
        Step(database, asker, content.Version, IntegrationState.ReleasedInternally, ReleaseStepKind.ReleasedInternally);
        await SaveAsync(database, cancellation).ConfigureAwait(false);
    }

    /// <summary>Hands a version to the reviewers.</summary>
    /// <exception cref="Refusal">It is not in a state for it, something blocks it, or the test account is not complete.</exception>
    public async Task<Submission> SubmitAsync(
        Asker asker,
        string versionId,
        SubmissionForm form,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Develop);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var content = await ContentAsync(database, versionId, cancellation).ConfigureAwait(false);
        RequireState(content.Version, "be submitted", IntegrationState.Draft, IntegrationState.ReleasedInternally);
        var list = await checks.OfAsync(database, content, forSubmission: true, cancellation).ConfigureAwait(false);
        list.RequireMayGoOn();
        var account = form.Checked(content.Document.Integration!);
        var frozen = await FrozenAsync(database, content, cancellation).ConfigureAwait(false);
        await CatalogNames.TakeAsync(database, frozen, cancellation).ConfigureAwait(false);
        var tests = await EvidenceKeeper.OfAsync(database, content.Version, cancellation).ConfigureAwait(false);
        var submission = New(
            asker,
            content.Version,
            form.Notes.Trim(),
            [.. tests.Select(test => test.Last).OfType<TestEvidence>()]
        );
        database.Submissions.Add(submission);
        await secrets.SetAsync(database, asker, submission.Id, account, cancellation).ConfigureAwait(false);
        Step(database, asker, content.Version, IntegrationState.UnderReview, ReleaseStepKind.Submitted);
        await SaveAsync(database, cancellation).ConfigureAwait(false);
        return submission;
    }

    /// <summary>Takes a version back from the reviewers: it is again what it was before it was submitted.</summary>
    /// <exception cref="Refusal">It is not under review.</exception>
    public async Task TakeBackAsync(Asker asker, string versionId, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Develop);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var (version, _) = await IntegrationVersions.FindAsync(database, versionId, cancellation).ConfigureAwait(false);
        RequireState(version, "be withdrawn from review", IntegrationState.UnderReview);
        var submission = await database
            .Submissions.SingleAsync(
                row => row.VersionId == versionId && row.State == SubmissionState.Waiting,
                cancellation
            )
            .ConfigureAwait(false);
        (submission.State, submission.DecidedAt) = (SubmissionState.TakenBack, time.GetUtcNow());
        submission.DecidedByName = asker.PersonName;
        await secrets.ForgetAsync(database, submission.Id, cancellation).ConfigureAwait(false);
        var frozen = await database
            .PublishedVersions.SingleAsync(row => row.Id == versionId, cancellation)
            .ConfigureAwait(false);
        await CatalogNames.FreeAsync(database, frozen, cancellation).ConfigureAwait(false);
        var isInternal = frozen.Audience == Audience.Organization;
        if (!isInternal)
        {
            // Nobody could install it: it may be edited again.
            database.PublishedVersions.Remove(frozen);
        }
        var back = isInternal ? IntegrationState.ReleasedInternally : IntegrationState.Draft;
        Step(database, asker, version, back, ReleaseStepKind.TakenBack);
        await SaveAsync(database, cancellation).ConfigureAwait(false);
    }

    /// <summary>Withdraws a version: nobody installs it any more, and its runs stop at a batch's edge.</summary>
    /// <param name="asker">Who.</param>
    /// <param name="versionId">The version.</param>
    /// <param name="reason">Why, for those who have it installed.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Refusal">It was not let out.</exception>
    public async Task WithdrawAsync(
        Asker asker,
        string versionId,
        string reason,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Develop);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var (version, _) = await IntegrationVersions.FindAsync(database, versionId, cancellation).ConfigureAwait(false);
        RequireState(
            version,
            "be withdrawn",
            IntegrationState.ReleasedInternally,
            IntegrationState.Approved,
            IntegrationState.ChangesRequested
        );
        await Withdrawal.MarkAsync(database, version.Id, reason, time.GetUtcNow(), cancellation).ConfigureAwait(false);
        Step(database, asker, version, IntegrationState.Withdrawn, ReleaseStepKind.Withdrawn);
        await SaveAsync(database, cancellation).ConfigureAwait(false);
        await withdrawal.StopSyncsAsync(version.Id, time.GetUtcNow(), cancellation).ConfigureAwait(false);
    }

    /// <summary>A version with all that is let out with it.</summary>
    internal static async Task<VersionContent> ContentAsync(
        RollcallDatabase database,
        string versionId,
        CancellationToken cancellation
    )
    {
        var (version, connection) = await IntegrationVersions
            .FindAsync(database, versionId, cancellation)
            .ConfigureAwait(false);
        var logo = connection?.LogoId is { } logoId
            ? await database
                .Logos.Where(row => row.Id == logoId)
                .Select(row => row.Png)
                .SingleOrDefaultAsync(cancellation)
                .ConfigureAwait(false)
            : null;
        return VersionContent.Of(version, connection, logo);
    }

    private static void RequireState(IntegrationVersion version, string what, params IntegrationState[] states)
    {
        if (!states.Contains(version.State))
        {
            throw Refusal.Conflict(
                $"Version {version.Number} is {StateWords.Of(version.State)} and cannot {what}. {StateWords.Next(version.State)}"
            );
        }
    }

    private static async Task SaveAsync(RollcallDatabase database, CancellationToken cancellation)
    {
        try
        {
            await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw Refusal.Conflict(
                "Someone else changed this version at the same moment. Open it anew to see how it stands."
            );
        }
        catch (DbUpdateException exception) when (Unique.Violated(exception))
        {
            throw Refusal.Conflict(
                "Someone else took the display name or released this version at the same moment. Open it anew to see how it stands."
            );
        }
    }

    private async Task<PublishedVersion> FrozenAsync(
        RollcallDatabase database,
        VersionContent content,
        CancellationToken cancellation
    )
    {
        if (content.Version.State != IntegrationState.Draft)
        {
            return await database
                .PublishedVersions.SingleAsync(row => row.Id == content.Version.Id, cancellation)
                .ConfigureAwait(false);
        }
        var frozen = content.Freeze(Audience.Reviewers, time.GetUtcNow());
        database.PublishedVersions.Add(frozen);
        return frozen;
    }

    private Submission New(Asker asker, IntegrationVersion version, string notes, IReadOnlyList<TestEvidence> tests) =>
        new()
        {
            Id = PublicId.New("sub"),
            OrganizationId = asker.OrganizationId,
            IntegrationId = version.IntegrationId,
            VersionId = version.Id,
            SubmittedAt = time.GetUtcNow(),
            SubmittedById = asker.PersonId,
            SubmittedByName = asker.PersonName,
            Notes = notes,
            Tests =
            [
                .. tests.Select(test => new SubmittedTest(
                    test.Endpoint,
                    test.TestedAt,
                    test.TestedByName,
                    test.Succeeded,
                    test.Status,
                    test.ErrorType,
                    test.EndToEndId is not null
                )),
            ],
            State = SubmissionState.Waiting,
        };

    private void Step(
        RollcallDatabase database,
        Asker asker,
        IntegrationVersion version,
        IntegrationState to,
        ReleaseStepKind kind
    )
    {
        var before = new { version.State };
        version.State = to;
        ReleaseSteps.Add(database, version.OrganizationId, version.Id, kind, asker.PersonName, time.GetUtcNow());
        var subject = new AuditSubject(version.Id, $"{version.Name}, version {version.Number}");
        audit.Record(database, asker, ReleaseSteps.ActionOf(kind), subject, before, new { version.State });
    }
}
