namespace Rollcall.Server.Organizations;

/// <summary>Time zones of projects.</summary>
internal static class TimeZones
{
    /// <summary>The zone of a name; UTC where this machine does not know it.</summary>
    /// <param name="name">Of the IANA, such as <c>Europe/Berlin</c>.</param>
    public static TimeZoneInfo Of(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>Whether this machine knows it.</summary>
    public static bool IsKnown(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out _);
}
