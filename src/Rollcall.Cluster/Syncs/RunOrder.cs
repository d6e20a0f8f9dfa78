namespace Rollcall.Cluster.Syncs;

/// <summary>What a run of a sync is asked to do, and by whom.</summary>
[GenerateSerializer]
[Immutable]
[Alias("rollcall.run-order")]
public sealed record RunOrder
{
    /// <summary>What began it, as the table of runs names it: <c>Schedule</c>, <c>Manual</c> …</summary>
    [Id(0)]
    public required string Trigger { get; init; }

    /// <summary>The person who asks; null: the schedule does.</summary>
    [Id(1)]
    public string? By { get; init; }

    /// <summary>Tell what would be done; send nothing.</summary>
    [Id(2)]
    public bool DryRun { get; init; }

    /// <summary>Send the whole cohort, whatever is known.</summary>
    [Id(3)]
    public bool Full { get; init; }

    /// <summary>The held run whose removals a person confirms; null: none.</summary>
    [Id(4)]
    public string? Confirms { get; init; }

    /// <summary>Try every rejected user again.</summary>
    [Id(5)]
    public bool RetryRejected { get; init; }

    /// <summary>Everybody is to leave the list: the sync is deleted after it.</summary>
    [Id(6)]
    public bool Leaving { get; init; }

    /// <summary>Whether it gives way to a run that goes on, rather than follow it.</summary>
    [Id(7)]
    public bool GivesWay { get; init; }

    /// <summary>For a dry run: what the destination is to be, known to the process that asks; null: as it is.</summary>
    [Id(8)]
    public string? Candidate { get; init; }

    /// <summary>One order in the place of this one and a later one, that does what both ask for. Numbers that a dry run was to tell are told by a real run too.</summary>
    public RunOrder With(RunOrder later) =>
        (this, later) switch
        {
            ({ Leaving: true }, _) => this,
            (_, { Leaving: true }) or ({ DryRun: true }, { DryRun: false }) => later,
            ({ DryRun: false }, { DryRun: true }) => this,
            _ => later with
            {
                Trigger = later.Confirms is null && Confirms is not null ? Trigger : later.Trigger,
                Full = Full || later.Full,
                RetryRejected = RetryRejected || later.RetryRejected,
                Confirms = later.Confirms ?? Confirms,
            },
        };
}

/// <summary>What became of an order.</summary>
/// <param name="RunId">The run that it began, or the one that goes on; null: it was refused.</param>
/// <param name="Result">What became of it.</param>
[GenerateSerializer]
[Immutable]
[Alias("rollcall.ordered-run")]
public sealed record OrderedRun([property: Id(0)] string? RunId, [property: Id(1)] OrderResult Result);

/// <summary>What becomes of an order for a run.</summary>
[GenerateSerializer]
public enum OrderResult
{
    /// <summary>The run has begun.</summary>
    Started,

    /// <summary>Another one goes on; this one follows it, once, however often it is asked for.</summary>
    Follows,

    /// <summary>Another one goes on, and this one gave way to it.</summary>
    Skipped,
}
