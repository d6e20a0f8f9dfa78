using Rollcall.Core.Runs;

namespace Rollcall.Server.Syncs;

/// <summary>How a run stands at this moment.</summary>
public sealed record LiveRun
{
    /// <summary>The sync.</summary>
    public required string SyncId { get; init; }

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>What it is doing.</summary>
    public required RunPhase Phase { get; init; }

    /// <summary>When this process began with it.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Members read so far.</summary>
    public long Read { get; init; }

    /// <summary>What is to be done; null before that is known.</summary>
    public OperationCounts? Planned { get; init; }

    /// <summary>Whether it goes on with what an earlier process began.</summary>
    public bool Resumed { get; init; }

    /// <summary>Items settled.</summary>
    public long Settled { get; init; }

    /// <summary>Items to be settled.</summary>
    public long Total { get; init; }

    /// <summary>When delivery began; null before that.</summary>
    public DateTimeOffset? DeliveringSince { get; init; }

    /// <summary>The last sentences for people, oldest first.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>What a run is doing.</summary>
public enum RunPhase
{
    /// <summary>It waits for others to have read.</summary>
    Waiting,

    /// <summary>It reads the cohort.</summary>
    Reading,

    /// <summary>It delivers.</summary>
    Delivering,

    /// <summary>It has ended; the table of runs says how.</summary>
    Ended,
}
