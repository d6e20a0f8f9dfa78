using Rollcall.Core.Diffing;
using Rollcall.Core.Members;
using Rollcall.Core.Runs;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Storage;

/// <summary>The durable record of one sync: its runs, intents, acknowledgements, rejections and the current membership.</summary>
/// <remarks>One implementation a database; simulations put one around it that fails on purpose. Safe for use from several threads at once.</remarks>
public interface ISyncLedger : IRejections
{
    /// <summary>The state directory, which holds membership files and plans beside the ledger.</summary>
    string Folder { get; }

    /// <summary>Becomes the one writer: every later <see cref="Commit"/> of an earlier owner is refused.</summary>
    /// <returns>The epoch to give with every step.</returns>
    long Claim();

    /// <summary>The sync as it stands; null before its first run.</summary>
    SyncRecord? Load();

    /// <summary>The run that was interrupted, with everything that is known of it; null when none was.</summary>
    InterruptedRun? Interrupted();

    /// <summary>Makes a step durable, wholly or not at all. Repeating a step changes nothing.</summary>
    /// <exception cref="LostOwnershipException">Another owner has claimed the sync since.</exception>
    /// <exception cref="LedgerBusyException">The disk is full or the database is locked: nothing was written, the same step may be tried again.</exception>
    /// <exception cref="InvalidOperationException">It begins a run while another one of the sync is running: nothing was written.</exception>
    void Commit(long epoch, LedgerStep step);

    /// <summary>
    /// Records progress in order, wholly or not at all, so that it outlives this process however it ends; that it outlives the
    /// machine too is certain when a <see cref="FlushAsync"/> that began later has ended, or a <see cref="Commit"/>. What was
    /// recorded later never outlives what was recorded earlier.
    /// </summary>
    /// <param name="epoch">The owner's.</param>
    /// <param name="step">Progress alone (<see cref="LedgerStep.IsProgress"/>). The caller may use it again afterwards.</param>
    /// <exception cref="LostOwnershipException">Another owner has claimed the sync since: nothing further may be sent.</exception>
    /// <exception cref="LedgerBusyException">Nothing was written; the same step may be tried again.</exception>
    void Append(long epoch, LedgerStep step) => Commit(epoch, step);

    /// <summary>Makes durable what was appended before the call. One call at a time.</summary>
    /// <exception cref="LedgerBusyException">The disk failed: what was appended may be lost with the machine. The next <see cref="Commit"/> makes it durable in another place.</exception>
    Task FlushAsync() => Task.CompletedTask;

    /// <summary>The outstanding rejections by what was refused.</summary>
    OperationCounts CountRejections();

    /// <summary>Visits the key hash and operation of every outstanding rejection.</summary>
    IEnumerable<(UInt128 KeyHash, Integrations.Operation Operation)> RejectionKeys();

    /// <summary>The outstanding rejections as people see them, newest first.</summary>
    IEnumerable<RejectedItem> RejectedItems();

    /// <summary>A person asks: every rejected item is tried again by the next run.</summary>
    void RetryRejections();

    /// <summary>The newest run that read a cohort and ended (not held) at or before a time; null when there is none.</summary>
    RunRecord? LastEndedRun(DateTimeOffset before);

    /// <summary>The run that the guard holds; null when none is held.</summary>
    RunRecord? HeldRun();

    /// <summary>Memberships of lists that were replaced, and that are still kept at a time, oldest first.</summary>
    IReadOnlyList<RetiredMembership> RetiredMemberships(DateTimeOffset at);

    /// <summary>Past runs, newest first.</summary>
    /// <param name="limit">How many at most.</param>
    IReadOnlyList<RunSummary> Runs(int limit = 1000);

    /// <summary>One run by its ID or an unambiguous beginning of it; null when there is none.</summary>
    RunReport? FindRun(string run);
}

/// <summary>What a sync remembers between runs, beside its membership files.</summary>
public sealed record SyncRecord
{
    /// <summary>The definition's name: a state directory holds one sync.</summary>
    public required string IntegrationName { get; init; }

    /// <summary>The cohort's ID, made once and kept.</summary>
    public required string CohortId { get; init; }

    /// <summary>The cohort's name at the first run on the present list: where the name forms a list, a property or a URL, it stays.</summary>
    public required string CohortName { get; init; }

    /// <summary>The random seed of the key hashes.</summary>
    public required long HashSeed { get; init; }

    /// <summary>A keyed hash over host, credentials and the fields that name the account.</summary>
    public required string AccountFingerprint { get; init; }

    /// <summary>The current membership; null: nobody is there.</summary>
    public MembershipManifest? Membership { get; init; }

    /// <summary>The list's ID; null before it is known.</summary>
    public string? ListId { get; init; }

    /// <summary>Whether the destination gave the list's ID as a JSON number.</summary>
    public bool ListIdIsNumber { get; init; }

    /// <summary>When the list was created by us.</summary>
    public DateTimeOffset? ListCreatedAt { get; init; }

    /// <summary>The ID of the creation that is to be or was sent: one per list, kept over retries and crashes.</summary>
    public string? CreationId { get; init; }

    /// <summary>Whether the creation was sent and not answered: a list may exist that nobody knows the ID of.</summary>
    public bool CreationUnanswered { get; init; }

    /// <summary>Until when an unanswered add may still be applied.</summary>
    public DateTimeOffset? AddsMayLandUntil { get; init; }

    /// <summary>Until when an unanswered remove may still be applied.</summary>
    public DateTimeOffset? RemovesMayLandUntil { get; init; }

    /// <summary>Until when the destination wants to be left alone.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Batch sizes learned from 413 answers, by endpoint.</summary>
    public IReadOnlyDictionary<string, int> LearnedBatchSizes { get; init; } = new Dictionary<string, int>();

    /// <summary>The source whose members are exactly those of <see cref="Membership"/>; null: none is known to be.</summary>
    public DeliveredSource? Delivered { get; init; }
}

/// <summary>A source as it was read, after everything that came of it was delivered.</summary>
public sealed record DeliveredSource
{
    /// <summary>By which the source recognizes what it held: of <see cref="IMemberPlaces.Content"/>.</summary>
    public required string Content { get; init; }

    /// <summary>A hash over the program, the definition, the settings and the mapping: with others the same bytes may be other items.</summary>
    public required string PinnedTo { get; init; }

    /// <summary>Of the set of items.</summary>
    public required string ContentHash { get; init; }

    /// <summary>What was read.</summary>
    public required CohortCounts Cohort { get; init; }

    /// <summary>The first invalid members.</summary>
    public IReadOnlyList<MemberExample> InvalidExamples { get; init; } = [];

    /// <summary>The first duplicates.</summary>
    public IReadOnlyList<MemberExample> DuplicateExamples { get; init; } = [];
}

/// <summary>The durable head of a run.</summary>
public sealed record RunRecord
{
    /// <summary>The run's ID.</summary>
    public required string Id { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>The folder of its plan, under the state directory's <c>runs</c>.</summary>
    public required string PlanFolder { get; init; }

    /// <summary>Of the cohort that it is pinned to.</summary>
    public required string ContentHash { get; init; }

    /// <summary>A hash over the definition, the settings and what was asked for, which it is pinned to.</summary>
    public required string PinnedTo { get; init; }

    /// <summary>It sends the whole cohort, whatever is known.</summary>
    public bool Full { get; init; }

    /// <summary>Removals wait for a person, additions go on.</summary>
    public bool RemovalsHeld { get; init; }

    /// <summary>Items that were planned to be removed: what a confirmation confirms.</summary>
    public long PlannedRemovals { get; init; }

    /// <summary>Items at the destination, present or in doubt, when it ended.</summary>
    public long Members { get; init; }

    /// <summary>Its list was created anew on the way.</summary>
    public bool ListRecreated { get; init; }

    /// <summary>Requests that splitting has cost so far.</summary>
    public int SplitRequests { get; init; }

    /// <summary>Its numbers so far, or at the end.</summary>
    public required RunReport Report { get; init; }
}

/// <summary>An interrupted run as the ledger knows it.</summary>
/// <param name="Run">Its head, with the requests of its last step.</param>
/// <param name="Pieces">What was cut and is not settled.</param>
/// <param name="Outcomes">What is settled.</param>
public sealed record InterruptedRun(
    RunRecord Run,
    IReadOnlyList<PieceRecord> Pieces,
    IReadOnlyList<(Lane Lane, OutcomeRange Range)> Outcomes
)
{
    /// <summary>Its numbers, the requests that were in flight among them: they were sent, and nobody has seen an answer.</summary>
    public RunReport Report
    {
        get
        {
            var unanswered = Pieces.Count(piece => piece.Sending);
            var requests = Run.Report.Requests;
            return Run.Report with
            {
                Requests = requests with { Sent = requests.Sent + unanswered, Failed = requests.Failed + unanswered },
            };
        }
    }
}

/// <summary>A range of a lane that is, was, or will be one request.</summary>
public sealed record PieceRecord
{
    /// <summary>The lane.</summary>
    public required Lane Lane { get; init; }

    /// <summary>The first position.</summary>
    public required long Start { get; init; }

    /// <summary>How many items.</summary>
    public required int Count { get; init; }

    /// <summary>About to be sent, or sent and not answered.</summary>
    public bool Sending { get; init; }

    /// <summary>
    /// Next to be sent: its intent is durable before its turn comes, so that it need not wait for the disk. That it then left is
    /// recorded, but may be lost with the machine: after a crash it counts as one that may have been sent.
    /// </summary>
    public bool Ahead { get; init; }

    /// <summary>An attempt was left unanswered and may have been, or may yet be, applied.</summary>
    public bool MayLand { get; init; }

    /// <summary>The last attempt's answer left open whether it was applied.</summary>
    public bool InDoubt { get; init; }

    /// <summary>Tries used of those that it has.</summary>
    public int Tries { get; init; }

    /// <summary>Attempts that were answered.</summary>
    public int Answered { get; init; }

    /// <summary>It was refused as it is; it waits to be split.</summary>
    public bool Refused { get; init; }

    /// <summary>Part of a batch that was split: its requests count against the splitting budget.</summary>
    public bool Split { get; init; }

    /// <summary>It has one retry only: a piece of a batch that used up its tries.</summary>
    public bool OneRetry { get; init; }

    /// <summary>A single item sent to find out whether the endpoint works.</summary>
    public bool Probe { get; init; }
}

/// <summary>What becomes durable in one transaction. Empty parts are left as they are.</summary>
public sealed class LedgerStep
{
    /// <summary>The sync's record from now on.</summary>
    public SyncRecord? Sync { get; set; }

    /// <summary>The run's head from now on.</summary>
    public RunRecord? Run { get; set; }

    /// <summary>The requests of the running run so far, where they have changed: newer than those in its head, and far smaller.</summary>
    public RunTraffic? Traffic { get; set; }

    /// <summary>Runs that were held and now end superseded.</summary>
    public bool SupersedeHeldRuns { get; set; }

    /// <summary>Forgets pieces and outcomes of the run: it has ended, or begins anew.</summary>
    public bool ClearRun { get; set; }

    /// <summary>Pieces that are new or have changed.</summary>
    public List<PieceRecord> Pieces { get; } = [];

    /// <summary>Pieces that are no more.</summary>
    public List<(Lane Lane, long Start)> GonePieces { get; } = [];

    /// <summary>Ranges of outcomes that are new or have grown.</summary>
    public List<(Lane Lane, OutcomeRange Range)> Outcomes { get; } = [];

    /// <summary>Ranges that were merged into others.</summary>
    public List<(Lane Lane, long Start)> GoneOutcomes { get; } = [];

    /// <summary>Items that were refused.</summary>
    public List<RejectedItem> Rejected { get; } = [];

    /// <summary>Rejections that no longer stand.</summary>
    public List<(UInt128 KeyHash, Integrations.Operation Operation)> GoneRejections { get; } = [];

    /// <summary>All rejections go: the list is another one.</summary>
    public bool ClearRejections { get; set; }

    /// <summary>A membership that was replaced together with its list, kept for a while.</summary>
    public RetiredMembership? Retired { get; set; }

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty =>
        IsProgress && Traffic is null && Pieces.Count + GonePieces.Count + Outcomes.Count + GoneOutcomes.Count == 0;

    /// <summary>Whether it says nothing but how far delivery has come: pieces, outcomes, requests.</summary>
    public bool IsProgress =>
        Sync is null
        && Run is null
        && Retired is null
        && !SupersedeHeldRuns
        && !ClearRun
        && !ClearRejections
        && Rejected.Count + GoneRejections.Count == 0;

    /// <summary>Empties a step of progress, to be filled again.</summary>
    public void ClearProgress()
    {
        Traffic = null;
        Pieces.Clear();
        GonePieces.Clear();
        Outcomes.Clear();
        GoneOutcomes.Clear();
    }
}

/// <summary>An item that the destination, or a template, refused.</summary>
public sealed record RejectedItem
{
    /// <summary>Whose.</summary>
    public required UInt128 KeyHash { get; init; }

    /// <summary>What was refused.</summary>
    public required Integrations.Operation Operation { get; init; }

    /// <summary>The item was present with other values.</summary>
    public bool IsChange { get; init; }

    /// <summary>Of the refused values.</summary>
    public required ulong RecordHash { get; init; }

    /// <summary>The item for people: <c>{"key": […], "fields": {…}}</c>.</summary>
    public required string Item { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>The error type.</summary>
    public required string Type { get; init; }

    /// <summary>The answer's status; null without one.</summary>
    public int? Status { get; init; }

    /// <summary>The response's beginning, masked.</summary>
    public string Response { get; init; } = "";

    /// <summary>When it was tried last.</summary>
    public required DateTimeOffset LastTried { get; init; }
}

/// <summary>A membership whose list was replaced: kept until a time, in case the list comes back.</summary>
/// <param name="ListId">The old list.</param>
/// <param name="Membership">What was known of it.</param>
/// <param name="KeepUntil">When its files may go.</param>
public sealed record RetiredMembership(string? ListId, MembershipManifest Membership, DateTimeOffset KeepUntil);

/// <summary>A line of the list of runs.</summary>
/// <param name="Run">The ID.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Started">When it began.</param>
/// <param name="Finished">When it ended; null while it has not.</param>
/// <param name="Report">Its numbers.</param>
public sealed record RunSummary(
    string Run,
    RunStatus Status,
    DateTimeOffset Started,
    DateTimeOffset? Finished,
    RunReport Report
);

/// <summary>Another owner has claimed the sync: this one must stop, and can do no harm.</summary>
public sealed class LostOwnershipException()
    : Exception("Another process has taken over this sync; this one has stopped without changing anything further.");

/// <summary>The ledger cannot write just now; the same step may be tried again.</summary>
/// <param name="message">Why, and what to do.</param>
/// <param name="inner">The cause.</param>
public sealed class LedgerBusyException(string message, Exception? inner) : Exception(message, inner);
