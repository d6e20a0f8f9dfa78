namespace Rollcall.Core.Integrations.Format;

/// <summary>The keys of <c>delivery</c> and of a rate limit.</summary>
internal static class DeliveryFormat
{
    private static readonly DurationKind Positive = new(
        TimeSpan.FromMilliseconds(1),
        TimeSpan.FromDays(366),
        "from 1ms to 366d"
    );

    public static readonly Key<int> Requests = new("requests", new NumberKind(1, 1_000_000), "How many requests.")
    {
        IsRequired = true,
        Example = "90",
    };

    public static readonly Key<TimeSpan> Per = new("per", Positive, "In how long a time.")
    {
        IsRequired = true,
        Example = "1s",
    };

    public static readonly Shape RateLimit = new("rateLimit", "So many requests in a time at most.", Requests, Per)
    {
        Title = "a rate limit",
    };

    public static readonly ListKind<MapReader> RateLimitList = new(RateLimit);

    public static readonly Key<int> Parallelism = new(
        "parallelism",
        new NumberKind(1, 1_000),
        "Requests in flight at once, per account."
    )
    {
        Default = "4",
        Example = "2",
    };

    public static readonly Key<IReadOnlyList<Item<MapReader>>> RateLimits = new(
        "rateLimits",
        RateLimitList,
        "Limits on all requests to an account; all of them hold."
    )
    {
        Example = "[{requests: 90, per: 1s}, {requests: 1000, per: 1h}]",
    };

    public static readonly Key<TimeSpan> Timeout = new(
        "timeout",
        new DurationKind(TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1), "from 1ms to 1h"),
        "One deadline over a request: connect, send, headers and body."
    )
    {
        Default = "30s",
        Example = "10s",
    };

    public static readonly Key<TimeSpan> Settle = new(
        "settle",
        new DurationKind(TimeSpan.Zero, TimeSpan.FromDays(7), "up to 7d"),
        "How long after its start an unanswered request may still take effect; the opposite operation on its items "
            + "waits so long."
    )
    {
        Default = "twice the timeout",
        Example = "60s",
    };

    public static readonly ChoiceKind Changes = new("add", "ignore", "replace");

    public static readonly Key<int> OnChange = new(
        "onChange",
        Changes,
        "What happens to an item whose key stayed and whose other fields changed: `add` sends it to the add endpoint "
            + "again, `ignore` does nothing, `replace` removes it and adds it anew."
    )
    {
        Default = "add",
        Example = "ignore",
    };

    public static readonly Key<TimeSpan> MinInterval = new(
        "minInterval",
        Positive,
        "The shortest time between two scheduled runs of a sync: a server refuses cadences that are shorter. Runs that somebody asks for start at once, and `rollcall sync` leaves the time to its caller."
    )
    {
        Example = "1m",
    };

    public static readonly Shape Shape = new(
        "delivery",
        "Pace and patience of delivery, and what a changed item means.",
        Parallelism,
        RateLimits,
        Timeout,
        Settle,
        OnChange,
        MinInterval
    );
}
