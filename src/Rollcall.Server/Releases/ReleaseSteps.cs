using Rollcall.Storage.Database;
using Rollcall.Storage.Releases;

namespace Rollcall.Server.Releases;

/// <summary>Writes down the steps of versions. Works in the caller's session; the caller saves.</summary>
internal static class ReleaseSteps
{
    /// <summary>Adds a step.</summary>
    public static void Add(
        RollcallDatabase database,
        string organizationId,
        string versionId,
        ReleaseStepKind kind,
        string byName,
        DateTimeOffset now
    ) =>
        database.ReleaseSteps.Add(
            new ReleaseStep
            {
                Id = PublicId.New("stp"),
                OrganizationId = organizationId,
                VersionId = versionId,
                Kind = kind,
                At = now,
                ByName = byName,
            }
        );

    /// <summary>A step as the audit log calls it.</summary>
    public static string ActionOf(ReleaseStepKind kind) =>
        kind switch
        {
            ReleaseStepKind.ReleasedInternally => "version.released_internally",
            ReleaseStepKind.Submitted => "version.submitted",
            ReleaseStepKind.TakenBack => "version.review_withdrawn",
            ReleaseStepKind.ChangesRequested => "version.changes_requested",
            ReleaseStepKind.Approved => "version.approved",
            _ => "version.withdrawn",
        };
}
