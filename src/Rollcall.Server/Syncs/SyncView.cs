using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>A sync with the names of what it is of.</summary>
/// <param name="Sync">The sync.</param>
/// <param name="Cohort">The cohort's name.</param>
/// <param name="Destination">The destination's name.</param>
/// <param name="Owner">The owner's name.</param>
/// <param name="Now">Its run that goes on in this process; null when none does.</param>
public sealed record SyncView(Sync Sync, string Cohort, string Destination, string Owner, LiveRun? Now)
{
    /// <summary>Whether a person has to do something.</summary>
    public bool NeedsMe =>
        Sync.HeldRunId is not null
        || Sync.State == SyncState.NeedsCredentials
        || Sync.LastStatus == SyncRunStatus.Failed;
}
