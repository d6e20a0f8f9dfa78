using Cronos;
using Rollcall.Server.Organizations;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>When syncs run. Pure: times are given.</summary>
public static class Cadences
{
    private const int Looked = 100;
    private const int MostCounted = 10_000;

    /// <summary>The next time after another; null: never.</summary>
    /// <param name="cadence">How often.</param>
    /// <param name="timeZone">The project's, by its IANA name.</param>
    /// <param name="anchor">When the sync was made: what has no time of its own keeps about this time within its period.</param>
    /// <param name="spread">Some seconds of the sync's own, so that what is due at one time does not strike at once.</param>
    /// <param name="after">The time after which.</param>
    public static DateTimeOffset? Next(
        Cadence cadence,
        string timeZone,
        DateTimeOffset anchor,
        TimeSpan spread,
        DateTimeOffset after
    ) =>
        cadence.Kind switch
        {
            CadenceKind.Hourly => NextStep(anchor, TimeSpan.FromHours(1), after),
            CadenceKind.RealTime => NextStep(anchor, TimeSpan.FromMinutes(1), after),
            CadenceKind.Daily or CadenceKind.Cron => Expression(cadence)
                .GetNextOccurrence(after - spread, TimeZones.Of(timeZone))
                ?.ToUniversalTime() + spread,
            _ => null,
        };

    /// <summary>How many times a cadence was due from one time up to another, at most 10,000.</summary>
    /// <param name="cadence">How often.</param>
    /// <param name="timeZone">The project's.</param>
    /// <param name="anchor">When the sync was made.</param>
    /// <param name="spread">The sync's own seconds.</param>
    /// <param name="first">A time at which it was due.</param>
    /// <param name="until">Inclusive.</param>
    public static int CountDue(
        Cadence cadence,
        string timeZone,
        DateTimeOffset anchor,
        TimeSpan spread,
        DateTimeOffset first,
        DateTimeOffset until
    )
    {
        var count = 0;
        for (
            DateTimeOffset? due = first;
            due <= until && count < MostCounted;
            due = Next(cadence, timeZone, anchor, spread, due.Value)
        )
        {
            count++;
        }
        return count;
    }

    /// <summary>The shortest time between two runs; null: there is but one.</summary>
    public static TimeSpan? Shortest(Cadence cadence, string timeZone, DateTimeOffset now)
    {
        TimeSpan? shortest = null;
        var last = Next(cadence, timeZone, now, TimeSpan.Zero, now);
        for (var looked = 0; looked < Looked && last is { } from; looked++)
        {
            last = Next(cadence, timeZone, now, TimeSpan.Zero, from);
            shortest = last - from < shortest || shortest is null ? last - from : shortest;
        }
        return shortest;
    }

    /// <summary>What is wrong with a cadence; null: nothing.</summary>
    public static string? WhyNot(Cadence cadence)
    {
        if (cadence is { Kind: CadenceKind.Daily, At: null })
        {
            return "Say at what time of day, such as 09:00.";
        }
        if (cadence.Kind != CadenceKind.Cron)
        {
            return null;
        }
        return CronExpression.TryParse(cadence.Cron ?? "", out _)
            ? null
            : $"\"{cadence.Cron}\" is no cron expression of five fields (minute, hour, day, month, weekday), such as 30 6 * * MON-FRI.";
    }

    /// <summary>A cadence in words.</summary>
    public static string Words(Cadence cadence) =>
        cadence.Kind switch
        {
            CadenceKind.OneTime => "One-time",
            CadenceKind.Hourly => "Hourly",
            CadenceKind.Daily => $"Daily at {cadence.At:HH:mm}",
            CadenceKind.RealTime => "Real-time",
            _ => $"Cron {cadence.Cron}",
        };

    /// <summary>A sync's own seconds within the minute, told from its ID.</summary>
    public static TimeSpan SpreadOf(string syncId)
    {
        var hash = 0;
        foreach (var letter in syncId)
        {
            hash = unchecked((hash * 31) + letter);
        }
        return TimeSpan.FromSeconds((uint)hash % 60);
    }

    private static CronExpression Expression(Cadence cadence) =>
        cadence.Kind == CadenceKind.Cron
            ? CronExpression.Parse(cadence.Cron!)
            : CronExpression.Parse($"{cadence.At!.Value.Minute} {cadence.At.Value.Hour} * * *");

    private static DateTimeOffset NextStep(DateTimeOffset anchor, TimeSpan step, DateTimeOffset after)
    {
        var steps = (after - anchor).Ticks / step.Ticks;
        return anchor + (step * (after < anchor ? 0 : steps + 1));
    }
}
