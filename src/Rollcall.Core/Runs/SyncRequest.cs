using Rollcall.Core.Delivery;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;

namespace Rollcall.Core.Runs;

/// <summary>What a run is asked to do.</summary>
public sealed record SyncRequest
{
    /// <summary>The destination's definition.</summary>
    public required Integration Integration { get; init; }

    /// <summary>The definition's text, kept with the run so that it can be told which version it used.</summary>
    public required string DefinitionText { get; init; }

    /// <summary>Values of custom fields and authentication variables, by variable, defaults filled in and checked.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Where the cohort's members come from.</summary>
    public required IMemberSource Source { get; init; }

    /// <summary>Which user property feeds each mapping field, by variable.</summary>
    public required IReadOnlyDictionary<string, string> Columns { get; init; }

    /// <summary>The cohort's name.</summary>
    public required string CohortName { get; init; }

    /// <summary>The cohort's ID; null: the one that the state directory keeps, made at the first run.</summary>
    public string? CohortId { get; init; }

    /// <summary>The cohort's page, for <c>$cohort_url</c>; empty where there is no portal.</summary>
    public string CohortUrl { get; init; } = "";

    /// <summary>Tell what would be done; send nothing, change nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Send the whole cohort, whatever is known.</summary>
    public bool Full { get; init; }

    /// <summary>Whether removals over the guard's limits are confirmed.</summary>
    public RemovalConfirmation Confirmation { get; init; }

    /// <summary>The share of the membership over which more than 100 removals are held where the sync has no limit of its own, 0 to 1.</summary>
    public double UsualRemovalShare { get; init; } = RemovalLimit.UsualShare;

    /// <summary>In place of the guard's limits on removals; null: the guard's.</summary>
    public RemovalLimit? MaxRemovals { get; init; }

    /// <summary>Whether the guard holds the whole run or the removals only.</summary>
    public GuardMode Guard { get; init; }

    /// <summary>What a changed host, credential or account field means; null: not said.</summary>
    public AccountChange? AccountChange { get; init; }

    /// <summary>The first retry delay; the following double it, seven times.</summary>
    public TimeSpan RetryBase { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Bytes of memory that reading and diffing may hold.</summary>
    public long MemoryBudget { get; init; } = 128L << 20;

    /// <summary>What other runs leave of the account; null: nobody else uses it.</summary>
    public IAccountShare? Account { get; init; }

    /// <summary>Is told of every request; null: nobody.</summary>
    public IRequestLog? RequestLog { get; init; }

    /// <summary>Is asked, before anybody is sent, whether a list may belong to this sync; answers null, or a sentence that says why not. Null: whatever list it is.</summary>
    public Func<string, Task<string?>>? ClaimList { get; init; }
}

/// <summary>What a person confirmed.</summary>
/// <param name="Confirmed">Whether anything was.</param>
/// <param name="Ceiling">Removals of this run at most; null: the held snapshot only, with at most its number.</param>
public readonly record struct RemovalConfirmation(bool Confirmed, long? Ceiling);

/// <summary>A limit on removals: a share of the membership, or a number.</summary>
/// <param name="Share">From 0 to 1; null: a number is meant.</param>
/// <param name="Number">Items; null: a share is meant.</param>
public readonly record struct RemovalLimit(double? Share, long? Number)
{
    /// <summary>The share that is held where nobody has said another one.</summary>
    public const double UsualShare = 0.20;
}

/// <summary>What the guard holds.</summary>
public enum GuardMode
{
    /// <summary>The whole run: nothing at all is sent.</summary>
    HoldRun,

    /// <summary>Removals; additions go on.</summary>
    HoldRemovals,
}

/// <summary>What a changed host, credential or account field means.</summary>
public enum AccountChange
{
    /// <summary>The same account: the membership is kept.</summary>
    SameAccount,

    /// <summary>Another account: a new list, a full sync.</summary>
    Fresh,
}
