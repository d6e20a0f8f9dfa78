namespace Rollcall.Core.Delivery.Batches;

/// <summary>When an attempt is made again: eight times, after a base doubling each time (1 s … 128 s), with jitter.</summary>
internal sealed class RetrySchedule(TimeSpan first, Random random)
{
    /// <summary>Tries after the first attempt.</summary>
    public const int Retries = 8;

    /// <summary>A <c>Retry-After</c> over this ends the run, and the next one comes after it.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>A <c>Retry-After</c> is obeyed up to this.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(24);

    /// <summary>From this on, a 429's <c>Retry-After</c> is a statement of when to come back: the attempt uses up no try.</summary>
    public static readonly TimeSpan FreeWait = TimeSpan.FromSeconds(1);

    /// <summary>Whether a piece has another try.</summary>
    public static bool HasTry(Piece piece) => piece.Tries < (piece.OneRetry ? 1 : Retries);

    /// <summary>A pause, cut to the longest that is obeyed.</summary>
    public static TimeSpan Bounded(TimeSpan pause) => pause < LongestPause ? pause : LongestPause;

    /// <summary>How long to wait before the next try.</summary>
    /// <param name="tries">Tries used so far, the coming one included; at least 1.</param>
    /// <param name="retryAfter">What the answer asked for; null for nothing.</param>
    public TimeSpan Delay(int tries, TimeSpan? retryAfter)
    {
        var own = first * Math.Pow(2, Math.Clamp(tries, 1, Retries) - 1) * (1 + (random.NextDouble() / 4));
        return retryAfter > own ? retryAfter.Value : own;
    }
}
