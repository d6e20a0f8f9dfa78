namespace Rollcall.Cluster.Accounts;

/// <summary>What a run asks of its destination's account.</summary>
[GenerateSerializer]
[Immutable]
[Alias("rollcall.permit-request")]
public sealed record PermitRequest
{
    /// <summary>The run.</summary>
    [Id(0)]
    public required string Holder { get; init; }

    /// <summary>The account's limits, as the run's definition says them.</summary>
    [Id(1)]
    public required AccountLimits Limits { get; init; }

    /// <summary>When requests left since the run asked last, in milliseconds since 1970.</summary>
    [Id(2)]
    public required IReadOnlyList<long> Departures { get; init; }

    /// <summary>Its requests that are in flight.</summary>
    [Id(3)]
    public required int InFlight { get; init; }

    /// <summary>Until when the destination wants to be left alone, in milliseconds since 1970; 0: it does not.</summary>
    [Id(4)]
    public long PausedUntil { get; init; }

    /// <summary>Whether an answer asked for a slower pace since the run asked last.</summary>
    [Id(5)]
    public bool Throttled { get; init; }
}

/// <summary>What an account bears.</summary>
/// <param name="Parallelism">Requests in flight.</param>
/// <param name="Rates">All must hold.</param>
[GenerateSerializer]
[Immutable]
[Alias("rollcall.account-limits")]
public sealed record AccountLimits(
    [property: Id(0)] int Parallelism,
    [property: Id(1)] IReadOnlyList<AccountRate> Rates
);

/// <summary>A number of requests per span of time.</summary>
/// <param name="Requests">How many.</param>
/// <param name="Milliseconds">In which time.</param>
[GenerateSerializer]
[Immutable]
[Alias("rollcall.account-rate")]
public sealed record AccountRate([property: Id(0)] int Requests, [property: Id(1)] long Milliseconds);

/// <summary>What a run may do until it asks again. Permits of an earlier block are void.</summary>
/// <param name="Places">Requests in flight.</param>
/// <param name="Permits">Requests that may leave; -1: any number.</param>
/// <param name="Wait">Without permits: after how many milliseconds it is worth asking again.</param>
/// <param name="PausedUntil">Until when nothing may leave, in milliseconds since 1970; 0: now.</param>
[GenerateSerializer]
[Immutable]
[Alias("rollcall.permit-block")]
public sealed record PermitBlock(
    [property: Id(0)] int Places,
    [property: Id(1)] int Permits,
    [property: Id(2)] long Wait,
    [property: Id(3)] long PausedUntil
);
