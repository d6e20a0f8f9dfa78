using Microsoft.AspNetCore.Components;
using Rollcall.Server.Releases;

namespace Rollcall.Server.Portal.Releases;

/// <summary>Lines that differ. What became of a line is a sign, not a colour alone.</summary>
public sealed partial class DifferenceLines
{
    /// <summary>The lines.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<DifferentLine> Lines { get; set; }

    /// <summary>What they are of, for those who do not see them.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    private static string Sign(LineKind kind) =>
        kind switch
        {
            LineKind.Added => "+",
            LineKind.Removed => "−",
            LineKind.Gap => "⋯",
            _ => "",
        };
}
