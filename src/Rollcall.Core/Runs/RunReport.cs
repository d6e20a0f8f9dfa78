using System.Text.Json.Serialization;
using Rollcall.Core.Members;

namespace Rollcall.Core.Runs;

/// <summary>What a run did, in numbers. As JSON it is what <c>rollcall sync --json</c> prints.</summary>
public sealed record RunReport
{
    /// <summary>The run's ID.</summary>
    public required string Run { get; init; }

    /// <summary>How it ended.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>The list's ID; null for properties and before it is known.</summary>
    public string? ListId { get; init; }

    /// <summary>What was read.</summary>
    public CohortCounts Cohort { get; init; } = new();

    /// <summary>What was to be done.</summary>
    public OperationCounts Planned { get; init; } = new();

    /// <summary>What was acknowledged, by this run's processes together.</summary>
    public OperationCounts Delivered { get; init; } = new();

    /// <summary>All rejections that are outstanding.</summary>
    public OperationCounts Rejected { get; init; } = new();

    /// <summary>Items whose state at the destination is unknown.</summary>
    public long InDoubt { get; init; }

    /// <summary>Requests.</summary>
    public RequestCounts Requests { get; init; } = new();

    /// <summary>What went wrong, equal errors counted together.</summary>
    public IReadOnlyList<RunError> Errors { get; init; } = [];

    /// <summary>Bytes of bodies sent.</summary>
    public long BytesSent { get; init; }

    /// <summary>Durations.</summary>
    public RunSeconds Seconds { get; init; } = new();

    /// <summary>Sentences for people: why it was held or stopped, what comes next. Not part of the JSON's contract but printed with it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The first invalid members.</summary>
    public IReadOnlyList<MemberExample> InvalidExamples { get; init; } = [];

    /// <summary>The first duplicates.</summary>
    public IReadOnlyList<MemberExample> DuplicateExamples { get; init; } = [];

    /// <summary>For a held run: some of the users that it would remove, by the first field of their key; null otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? LeavingExamples { get; init; }

    /// <summary>Whether it was stopped because the destination refused the credentials.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NeedsCredentials { get; init; }
}

/// <summary>How a run stands or ended.</summary>
public enum RunStatus
{
    /// <summary>It goes on, or was interrupted.</summary>
    Running,

    /// <summary>A dry run: what would be done.</summary>
    Planned,

    /// <summary>The guard waits for a person.</summary>
    Held,

    /// <summary>A held run whose cohort has changed since.</summary>
    Superseded,

    /// <summary>Everything was acknowledged and no rejection is outstanding.</summary>
    Succeeded,

    /// <summary>Part of it was.</summary>
    PartiallySucceeded,

    /// <summary>Nothing that was to be sent was acknowledged, or the run was stopped.</summary>
    Failed,

    /// <summary>A person stopped it; what was acknowledged is kept.</summary>
    Canceled,
}

/// <summary>What was read of a cohort.</summary>
/// <param name="Read">Members.</param>
/// <param name="Items">Unique valid items.</param>
/// <param name="Invalid">Members skipped for an empty or unusable field.</param>
/// <param name="Duplicates">Members whose key came before.</param>
/// <param name="Conflicts">Those of them with other values.</param>
public sealed record CohortCounts(
    long Read = 0,
    long Items = 0,
    long Invalid = 0,
    long Duplicates = 0,
    long Conflicts = 0
);

/// <summary>Items by what is done to them.</summary>
/// <param name="Add">New ones.</param>
/// <param name="Remove">Leaving ones.</param>
/// <param name="Change">Ones with other values.</param>
public sealed record OperationCounts(long Add = 0, long Remove = 0, long Change = 0);

/// <summary>Requests of a run.</summary>
/// <param name="Sent">Whose first byte left.</param>
/// <param name="Succeeded">That were answered with a success.</param>
/// <param name="Failed">That were not.</param>
/// <param name="Retried">Attempts after the first.</param>
public sealed record RequestCounts(long Sent = 0, long Succeeded = 0, long Failed = 0, long Retried = 0);

/// <summary>What a run has put on the wire.</summary>
/// <param name="Requests">Requests by what came of them.</param>
/// <param name="BytesSent">Bytes of request bodies.</param>
public sealed record RunTraffic(RequestCounts Requests, long BytesSent);

/// <summary>An error of a run.</summary>
/// <param name="Endpoint">The endpoint; empty for an error before any request.</param>
/// <param name="Status">Null without an answer.</param>
/// <param name="Type">The classification's failure reason.</param>
/// <param name="Message">The sentence for people.</param>
/// <param name="Count">How often.</param>
/// <param name="Response">The first such response's beginning, secrets masked.</param>
public sealed record RunError(string Endpoint, int? Status, string Type, string Message, long Count, string Response)
{
    /// <summary>Items that were not delivered for it; 0 for an error that is about none, such as one of the list's creation.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Items { get; init; }
}

/// <summary>Durations of a run, in seconds; a resumed run's processes together.</summary>
/// <param name="Read">Reading and mapping the source.</param>
/// <param name="Diff">Sorting and comparing.</param>
/// <param name="Deliver">Everything after that: <see cref="Create"/>, <see cref="Send"/>, <see cref="Promote"/>, and opening the plan.</param>
/// <param name="Total">All of it.</param>
public sealed record RunSeconds(double Read = 0, double Diff = 0, double Deliver = 0, double Total = 0)
{
    /// <summary>Seeing to it that the list is there.</summary>
    public double Create { get; init; }

    /// <summary>From the first batch to the last durable acknowledgement.</summary>
    public double Send { get; init; }

    /// <summary>Making what was acknowledged the next membership.</summary>
    public double Promote { get; init; }
}
