using Microsoft.AspNetCore.Components;

namespace Rollcall.Server.Portal.Developer.Testing;

/// <summary>Whether a test request did what it was to.</summary>
public sealed partial class OutcomeMark
{
    /// <summary>Whether it did.</summary>
    [Parameter, EditorRequired]
    public required bool Succeeded { get; set; }
}
