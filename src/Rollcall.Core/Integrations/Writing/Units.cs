using System.Globalization;
using System.Text;

namespace Rollcall.Core.Integrations.Writing;

/// <summary>Writes durations, sizes and filters as documents have them.</summary>
internal static class Units
{
    private static readonly (string Name, long Ticks)[] OfTime =
    [
        ("d", TimeSpan.TicksPerDay),
        ("h", TimeSpan.TicksPerHour),
        ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond),
    ];

    private static readonly (string Name, long Bytes)[] OfSize =
    [
        ("GiB", 1L << 30),
        ("GB", 1_000_000_000),
        ("MiB", 1L << 20),
        ("MB", 1_000_000),
        ("KiB", 1L << 10),
        ("KB", 1_000),
    ];

    /// <summary><c>30s</c>.</summary>
    public static string Duration(TimeSpan time)
    {
        foreach (var (name, ticks) in OfTime)
        {
            if (time.Ticks % ticks == 0 && time.Ticks > 0)
            {
                return Number(time.Ticks / ticks) + name;
            }
        }
        return ((decimal)time.Ticks / TimeSpan.TicksPerMillisecond).ToString(CultureInfo.InvariantCulture) + "ms";
    }

    /// <summary><c>500KB</c>.</summary>
    public static string Size(long bytes)
    {
        foreach (var (name, unit) in OfSize)
        {
            if (bytes % unit == 0)
            {
                return Number(bytes / unit) + name;
            }
        }
        return Number(bytes) + "B";
    }

    /// <summary><c>replace:"a","b"</c>.</summary>
    public static string Filter(FilterCall call)
    {
        var text = new StringBuilder(call.Name);
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            var escaped = call.Arguments[i].Replace("\\", "\\\\").Replace("\"", "\\\"");
            text.Append(i == 0 ? ':' : ',').Append('"').Append(escaped).Append('"');
        }
        return text.ToString();
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
