using System.Globalization;

namespace Rollcall.Cli.Output;

/// <summary>Numbers, times and durations as people read them.</summary>
internal static class Words
{
    /// <summary><c>12,345</c>.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1 user</c>, <c>12,345 users</c>.</summary>
    public static string Count(long number, string noun) => $"{Number(number)} {Noun(number, noun)}";

    /// <summary><c>user</c> or <c>users</c>.</summary>
    public static string Noun(long number, string noun) =>
        number == 1 ? noun
        : noun.EndsWith('y') ? $"{noun[..^1]}ies"
        : $"{noun}s";

    /// <summary><c>0.4 s</c>, <c>12 s</c>, <c>3 min 05 s</c>, <c>2 h 07 min</c>.</summary>
    public static string Duration(TimeSpan time) =>
        time < TimeSpan.FromSeconds(10) ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
        : time < TimeSpan.FromMinutes(1) ? $"{(int)time.TotalSeconds} s"
        : time < TimeSpan.FromHours(1) ? $"{time.Minutes} min {time.Seconds:00} s"
        : $"{(long)time.TotalHours} h {time.Minutes:00} min";

    /// <summary><c>2026-11-24 19:36:02Z</c>.</summary>
    public static string Time(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("u", CultureInfo.InvariantCulture);

    /// <summary><c>1.5 MB</c>, in powers of 1,024.</summary>
    public static string Size(long bytes) =>
        bytes < 1 << 10 ? $"{bytes} bytes"
        : bytes < 1 << 20 ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KB")
        : bytes < 1 << 30 ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1073741824.0:0.0} GB");
}
