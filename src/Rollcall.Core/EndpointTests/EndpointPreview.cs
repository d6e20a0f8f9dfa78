using Rollcall.Core.Delivery;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Runs;

namespace Rollcall.Core.EndpointTests;

/// <summary>The exact requests of a test, unsent.</summary>
public static class EndpointPreview
{
    /// <summary>What stands for the list's ID where only the creation will tell it.</summary>
    public const string ListId = "LIST_ID";

    private const string MessageId = "MESSAGE_ID";

    /// <summary>Renders the requests of a plan, in order.</summary>
    /// <exception cref="SettingException">A value cannot stand where a template puts it.</exception>
    /// <exception cref="UsageException">An item cannot be written into its request.</exception>
    public static IReadOnlyList<ShownRequest> Render(TestPlan plan)
    {
        var renderer = new StepRenderer(plan.Integration);
        return
        [
            .. plan.Steps.Select(step =>
                renderer.Show(
                    step,
                    TestListId.Known(plan.Integration, step, new ListId(ListId, IsNumber: false)),
                    MessageId
                )
            ),
        ];
    }
}
