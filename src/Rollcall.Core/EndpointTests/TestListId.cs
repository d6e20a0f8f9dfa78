using Rollcall.Core.Delivery;
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
    public static RunValues Known(Integration integration, TestStep step, ListId? created)
    {
        if (step.IsCreation || integration.Type == IntegrationType.Property || step.Values.ListId is not null)
        {
            return step.Values;
        }
        var chosen = integration.Endpoints.ListId;
        return chosen is not null
            ? step.Values with
            {
                ListId = ListIdText.Render(chosen, integration, step.Values),
            }
            : step.Values with
            {
                ListId = created?.Text,
                ListIdIsNumber = created?.IsNumber ?? false,
            };
    }
}
