using Microsoft.AspNetCore.Components;
using Rollcall.Sources.Samples;

namespace Rollcall.Server.Portal.Cohorts;

/// <summary>The first rows of a source, with its columns and their types.</summary>
public sealed partial class SampleTable
{
    /// <summary>The rows.</summary>
    [Parameter, EditorRequired]
    public required SourceSample Sample { get; set; }
}
