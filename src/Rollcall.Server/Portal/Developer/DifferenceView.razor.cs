using Microsoft.AspNetCore.Components;
using Rollcall.Server.Integrations;

namespace Rollcall.Server.Portal.Developer;

/// <summary>What differs between two texts, line by line: with a sign, not by colour alone.</summary>
public sealed partial class DifferenceView
{
    /// <summary>The lines.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<DifferenceLine> Lines { get; set; }

    private static string Mark(DifferenceLine line) =>
        line.Kind switch
        {
            DifferenceKind.Added => "+",
            DifferenceKind.Removed => "-",
            _ => " ",
        };

    private static string? Class(DifferenceLine line) =>
        line.Kind switch
        {
            DifferenceKind.Added => "line-added",
            DifferenceKind.Removed => "line-removed",
            _ => null,
        };
}
