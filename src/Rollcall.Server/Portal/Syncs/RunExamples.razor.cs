using Microsoft.AspNetCore.Components;
using Rollcall.Core.Members;

namespace Rollcall.Server.Portal.Syncs;

/// <summary>Examples of members that were not taken as they stand.</summary>
public sealed partial class RunExamples
{
    /// <summary>What they are.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>What it means.</summary>
    [Parameter, EditorRequired]
    public required string Help { get; set; }

    /// <summary>The examples.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<MemberExample> Examples { get; set; }
}
