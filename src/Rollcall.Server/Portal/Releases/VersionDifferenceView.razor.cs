using Microsoft.AspNetCore.Components;
using Rollcall.Server.Releases;

namespace Rollcall.Server.Portal.Releases;

/// <summary>How two versions differ: in words, then by line.</summary>
public sealed partial class VersionDifferenceView
{
    /// <summary>The difference.</summary>
    [Parameter, EditorRequired]
    public required VersionDifference Difference { get; set; }
}
