using Microsoft.AspNetCore.Components;
using Rollcall.Core.Integrations.Drafts;

namespace Rollcall.Server.Portal.Developer.Editing;

/// <summary>What is wrong with a field, under it.</summary>
public sealed partial class Faults
{
    /// <summary>The problems.</summary>
    [Parameter, EditorRequired]
    public required IEnumerable<DraftProblem> Problems { get; set; }
}
