using System.Globalization;

namespace Rollcall.Core.Runs;

/// <summary>Holds a run whose plan looks like a mistake at the source, before anything is sent.</summary>
internal static class Guard
{
    /// <summary>The reasons to hold; none: the run may go on.</summary>
    public static IReadOnlyList<GuardReason> Check(GuardInput input)
    {
        var reasons = new List<GuardReason>();
        if (TooManyRemovals(input) is { } removals)
        {
            reasons.Add(new GuardReason(removals, IsAboutRemovals: true));
        }
        if (input is { ItemsNow: 0, ItemsBefore: > 0 })
        {
            reasons.Add(
                new GuardReason(
                    $"No valid member was read, after {Text(input.ItemsBefore.Value)} in the run before.",
                    IsAboutRemovals: true
                )
            );
        }
        if (input.InvalidShareBefore is { } before && input.InvalidShareNow - before > 0.10)
        {
            reasons.Add(
                new GuardReason(
                    $"{Percent(input.InvalidShareNow)} of the members are invalid, {Percent(before)} were in the run before.",
                    IsAboutRemovals: true
                )
            );
        }
        if (input.ItemsBefore is > 0 and { } items && input.ItemsNow > 5 * items && input.ItemsNow - items > 10_000)
        {
            reasons.Add(
                new GuardReason(
                    $"The cohort has grown from {Text(items)} to {Text(input.ItemsNow)} members, over fivefold.",
                    IsAboutRemovals: false
                )
            );
        }
        return reasons;
    }

    private static string? TooManyRemovals(GuardInput input)
    {
        var members = Math.Max(input.MembersNow, input.MembersADayAgo);
        var share = members == 0 ? 0 : (double)input.Removals / members;
        var isTooMany = input.MaxRemovals is { } limit
            ? input.Removals > (limit.Number ?? long.MaxValue) || (limit.Share is { } most && share > most)
            : (share > input.UsualShare && input.Removals > 100)
                || (share > Math.Max(0.50, input.UsualShare) && input.Removals > 10);
        return isTooMany
            ? $"This run would remove {Text(input.Removals)} of {Text(members)} members ({Percent(share)})."
            : null;
    }

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => share.ToString("0.#%", CultureInfo.InvariantCulture);
}

/// <summary>What the guard looks at.</summary>
internal sealed record GuardInput
{
    /// <summary>Items that the plan would remove.</summary>
    public required long Removals { get; init; }

    /// <summary>Items at the destination, present or in doubt.</summary>
    public required long MembersNow { get; init; }

    /// <summary>The same 24 hours ago; 0 where nothing is known.</summary>
    public long MembersADayAgo { get; init; }

    /// <summary>Valid items read now.</summary>
    public required long ItemsNow { get; init; }

    /// <summary>Valid items read by the run before; null when there was none.</summary>
    public long? ItemsBefore { get; init; }

    /// <summary>Share of invalid rows now, 0 to 1.</summary>
    public required double InvalidShareNow { get; init; }

    /// <summary>Share of invalid rows in the run before; null when there was none.</summary>
    public double? InvalidShareBefore { get; init; }

    /// <summary>The share over which more than 100 removals are held, 0 to 1; over a half, more than 10 are.</summary>
    public double UsualShare { get; init; } = RemovalLimit.UsualShare;

    /// <summary>In place of the limits on removals; null: those.</summary>
    public RemovalLimit? MaxRemovals { get; init; }
}

/// <summary>Why a run is held.</summary>
/// <param name="Sentence">For people, with the numbers.</param>
/// <param name="IsAboutRemovals">Whether it is about members that would be removed by mistake; a confirmed number of removals answers it.</param>
internal sealed record GuardReason(string Sentence, bool IsAboutRemovals);
