using System.Globalization;

namespace Rollcall.Cli.Parsing;

/// <summary>Reads numbers with a unit as people write them: <c>500ms</c>, <c>128MB</c>, <c>20%</c>.</summary>
internal static class Amounts
{
    private static readonly (string Unit, double Seconds)[] DurationUnits =
    [
        ("ms", 0.001),
        ("s", 1),
        ("m", 60),
        ("h", 3600),
        ("d", 86400),
    ];

    private static readonly (string Unit, long Bytes)[] SizeUnits =
    [
        ("KB", 1L << 10),
        ("MB", 1L << 20),
        ("GB", 1L << 30),
    ];

    /// <summary>A duration: a number and <c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>; null when it is none.</summary>
    public static TimeSpan? Duration(string text)
    {
        foreach (var (unit, seconds) in DurationUnits)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal) && Number(text[..^unit.Length]) is { } number)
            {
                return number * seconds <= TimeSpan.FromDays(365).TotalSeconds
                    ? TimeSpan.FromSeconds(number * seconds)
                    : null;
            }
        }
        return null;
    }

    /// <summary>A size in bytes: a number and <c>KB</c>, <c>MB</c> or <c>GB</c>, in powers of 1,024; null when it is none.</summary>
    public static long? Size(string text)
    {
        foreach (var (unit, bytes) in SizeUnits)
        {
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase) && Number(text[..^unit.Length]) is { } number)
            {
                return number * bytes <= long.MaxValue / 2 ? (long)(number * bytes) : null;
            }
        }
        return null;
    }

    /// <summary>A share from 0 to 1, of a number and <c>%</c> from 0 to 100; null when it is none.</summary>
    public static double? Share(string text) =>
        text.EndsWith('%') && Number(text[..^1]) is { } percent and <= 100 ? percent / 100 : null;

    /// <summary>A number of items; null when it is none.</summary>
    public static long? Count(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
