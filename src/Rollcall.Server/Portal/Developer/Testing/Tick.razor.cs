using Microsoft.AspNetCore.Components;

namespace Rollcall.Server.Portal.Developer.Testing;

/// <summary>A green check, or nothing.</summary>
public sealed partial class Tick
{
    /// <summary>Whether it is there.</summary>
    [Parameter, EditorRequired]
    public required bool On { get; set; }
}
