using System.Globalization;
using Microsoft.AspNetCore.Components;
using Rollcall.Server.Organizations;

namespace Rollcall.Server.Portal.Frame;

/// <summary>A time: relative as text, exact in the project's time zone on hover and focus.</summary>
public sealed partial class When
{
    /// <summary>The time; null shows "-".</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset? At { get; set; }

    /// <summary>The IANA name of the zone; UTC where the matter is no project's.</summary>
    [Parameter]
    public string Zone { get; set; } = "UTC";

    /// <summary>The clock.</summary>
    [Inject]
    public required TimeProvider Time { get; set; }

    private string Exact(DateTimeOffset at) => Exact(at, Zone);

    /// <summary>A time in a zone; in UTC, and said so, where this machine does not know the zone.</summary>
    internal static string Exact(DateTimeOffset at, string zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, TimeZones.Of(zone));
        var name = TimeZones.IsKnown(zone) ? zone : "UTC";
        return $"{local.ToString("d MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} {name}";
    }

    private string Relative(DateTimeOffset at)
    {
        var ago = Time.GetUtcNow() - at;
        return ago < TimeSpan.Zero ? $"in {Amount(-ago)}"
            : ago < TimeSpan.FromMinutes(1) ? "just now"
            : $"{Amount(ago)} ago";
    }

    private static string Amount(TimeSpan span) =>
        span switch
        {
            { TotalMinutes: < 1 } => "a moment",
            { TotalHours: < 1 } => Count((int)span.TotalMinutes, "minute"),
            { TotalDays: < 1 } => Count((int)span.TotalHours, "hour"),
            { TotalDays: < 60 } => Count((int)span.TotalDays, "day"),
            _ => Count((int)(span.TotalDays / 30), "month"),
        };

    private static string Count(int number, string unit) => number == 1 ? $"1 {unit}" : $"{number} {unit}s";
}
