using System.Globalization;
using Microsoft.AspNetCore.Components;
using Rollcall.Storage.Cohorts;

namespace Rollcall.Server.Portal.Cohorts;

/// <summary>A cohort's size over the last days: a line, and its two ends in words.</summary>
public sealed partial class SizeChart
{
    private const double Width = 320;
    private const double Height = 80;

    /// <summary>The sizes, oldest first.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<CohortSize> Sizes { get; set; }

    private string Description =>
        $"Members from {Day(Sizes[0].Day)} to {Day(Sizes[^1].Day)}: least {CohortWords.Number(Sizes.Min(size => size.Members))}, most {CohortWords.Number(Sizes.Max(size => size.Members))}";

    private string Line => string.Join(' ', Sizes.Select(size => $"{Text(XOf(size))},{Text(YOf(size))}"));

    private string Area =>
        $"M{Text(XOf(Sizes[0]))},{Text(Height)} L{Line.Replace(" ", " L", StringComparison.Ordinal)} L{Text(XOf(Sizes[^1]))},{Text(Height)} Z";

    private static string Day(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    private double XOf(CohortSize size)
    {
        var days = Sizes[^1].Day.DayNumber - Sizes[0].Day.DayNumber;
        return Width * (size.Day.DayNumber - Sizes[0].Day.DayNumber) / Math.Max(1, days);
    }

    private double YOf(CohortSize size)
    {
        var most = Math.Max(1, Sizes.Max(one => one.Members));
        return Height - ((Height - 4) * size.Members / most);
    }
}
