using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.EndpointTests;

/// <summary>Says which list a test's request is about.</summary>
internal static class TestListId
{
    /// <summary>A step's values with the list's ID: as given, as the definition chooses it, or as the creation told it.</summary>
    /// <param name="integration">The definition.</param>
    /// <param name="step">The request.</param>
    /// <param name="created">From the creation; null when there was none.</param>
    public static RunValues Known(Integration integration, TestStep step, string? created)
    {
        if (step.IsCreation || integration.Type == IntegrationType.Property || step.Values.ListId is not null)
        {
            return step.Values;
        }
        if (integration.Endpoints.ListId is not null)
        {
            throw new Runs.UsageException("Give the list's ID with --set list_id=….");
        }
        return step.Values with { ListId = created };
    }
}
