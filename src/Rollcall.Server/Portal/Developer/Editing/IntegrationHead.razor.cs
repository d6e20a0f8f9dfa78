using Microsoft.AspNetCore.Components;

namespace Rollcall.Server.Portal.Developer.Editing;

/// <summary>The head of both steps of Add New Destination: back, title, the steps, state and buttons.</summary>
public sealed partial class IntegrationHead
{
    /// <summary>The title.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>Where Back leads.</summary>
    [Parameter, EditorRequired]
    public required string Back { get; set; }

    /// <summary>The step shown: 1 or 2.</summary>
    [Parameter, EditorRequired]
    public required int Step { get; set; }

    /// <summary>The address of step 1.</summary>
    [Parameter]
    public string? SetUpHref { get; set; }

    /// <summary>The address of step 2; null while it cannot be reached.</summary>
    [Parameter]
    public string? ConfigurationHref { get; set; }

    /// <summary>State and buttons at the right.</summary>
    [Parameter]
    public RenderFragment? Actions { get; set; }
}
