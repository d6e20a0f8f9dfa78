using System.Globalization;
using Microsoft.AspNetCore.Components;
using Rollcall.Server.Syncs;

namespace Rollcall.Server.Portal.Syncs;

/// <summary>A cohort's size at the last runs against what was delivered: two lines, and their ends in words.</summary>
public sealed partial class RunSizesChart
{
    private const double Width = 640;
    private const double Height = 80;
    private const double Edge = 4;

    /// <summary>The sizes, oldest first.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<RunSize> Sizes { get; set; }

    /// <summary>The project's time zone.</summary>
    [Parameter, EditorRequired]
    public required string Zone { get; set; }

    private string Description =>
        $"The last {Sizes.Count} runs: the cohort had {SyncLook.Number(Sizes[0].Cohort)} and has {SyncLook.Number(Sizes[^1].Cohort)} users; {SyncLook.Number(Sizes[0].Delivered)} were delivered and {SyncLook.Number(Sizes[^1].Delivered)} are.";

    private string Line(Func<RunSize, long> value)
    {
        var most = Math.Max(1, Sizes.Max(size => Math.Max(size.Cohort, size.Delivered)));
        var points = Sizes.Select(
            (size, number) =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Width * number / (Sizes.Count - 1):0.#},{Height - Edge - ((Height - (2 * Edge)) * value(size) / most):0.#}"
                )
        );
        return string.Join(' ', points);
    }
}
