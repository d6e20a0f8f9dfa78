namespace Rollcall.Core.Integrations;

/// <summary>Pace and patience of delivery, and what a changed item means.</summary>
public sealed record DeliverySettings
{
    /// <summary>Requests in flight per account.</summary>
    public int Parallelism { get; init; } = 4;

    /// <summary>All must hold. Empty: none.</summary>
    public IReadOnlyList<RateLimit> RateLimits { get; init; } = [];

    /// <summary>One deadline over connect, send, headers and body.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long after its start an unanswered attempt may still land; default twice <see cref="Timeout"/>.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What happens to an item whose key stayed and whose other fields changed.</summary>
    public OnChange OnChange { get; init; }

    /// <summary>The shortest time between two scheduled runs; null for no limit.</summary>
    public TimeSpan? MinInterval { get; init; }
}

/// <summary>A number of requests per span of time.</summary>
/// <param name="Requests">At least 1.</param>
/// <param name="Per">Over zero.</param>
public sealed record RateLimit(int Requests, TimeSpan Per);

/// <summary>What happens to a changed item.</summary>
public enum OnChange
{
    /// <summary>It is sent to the add endpoint again.</summary>
    Add,

    /// <summary>Nothing.</summary>
    Ignore,

    /// <summary>It is removed as it was, and added anew once the removal is acknowledged.</summary>
    Replace,
}
