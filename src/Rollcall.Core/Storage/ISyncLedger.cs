using Rollcall.Core.Runs;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Storage;

/// <summary>The durable record of one sync: its runs, intents, acknowledgements, rejections and the current membership.</summary>
public interface ISyncLedger
{
    /// <summary>The state directory, which holds membership files and plans beside the ledger.</summary>
    string Folder { get; }

    /// <summary>The current membership; null before the first promotion.</summary>
    MembershipManifest? CurrentMembership();

    /// <summary>Past runs, newest first.</summary>
    IReadOnlyList<RunSummary> Runs();

    /// <summary>One run; null when there is none of this ID (or unambiguous beginning of one).</summary>
    RunReport? FindRun(string run);
}

/// <summary>A line of the list of runs.</summary>
/// <param name="Run">The ID.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Started">When it began.</param>
/// <param name="Finished">When it ended; null while it has not.</param>
/// <param name="Report">Its numbers.</param>
public sealed record RunSummary(string Run, RunStatus Status, DateTimeOffset Started, DateTimeOffset? Finished, RunReport Report);
