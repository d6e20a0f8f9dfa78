using Microsoft.AspNetCore.Components;
using Rollcall.Server.Releases;
using Rollcall.Storage.Integrations;
using Rollcall.Storage.Releases;

namespace Rollcall.Server.Portal.Releases;

/// <summary>The strip Draft › Released internally › Under Review › Approved, with who and when, and what a reviewer asks to be changed.</summary>
public sealed partial class ReleaseStrip
{
    /// <summary>How the version stands.</summary>
    [Parameter, EditorRequired]
    public required ReleaseTrail Trail { get; set; }

    private IEnumerable<Stage> Stages
    {
        get
        {
            var reached = Reached;
            yield return Of("Draft", 0, reached, null);
            yield return Of("Released internally", 1, reached, Last(ReleaseStepKind.ReleasedInternally));
            yield return Of("Under Review", 2, reached, Last(ReleaseStepKind.Submitted));
            yield return Of("Approved", 3, reached, Last(ReleaseStepKind.Approved));
        }
    }

    private int Reached =>
        Trail.Version.State switch
        {
            IntegrationState.Draft => 0,
            IntegrationState.ReleasedInternally => 1,
            IntegrationState.UnderReview => 2,
            IntegrationState.Approved => 3,
            _ => -1,
        };

    private static Stage Of(string label, int place, int reached, ReleaseStep? step) =>
        new(
            label,
            place == reached ? "stage-current"
                : step is not null || place == 0 ? "stage-done"
                : "stage-open",
            place == reached,
            place <= reached || reached < 0 ? step : null
        );

    private ReleaseStep? Last(ReleaseStepKind kind) => Trail.Steps.LastOrDefault(step => step.Kind == kind);

    private sealed record Stage(string Label, string Css, bool IsCurrent, ReleaseStep? Step);
}
