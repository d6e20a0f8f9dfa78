using Rollcall.Core.Delivery;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Runs;

namespace Rollcall.Core.EndpointTests;

/// <summary>The exact requests of a test, unsent.</summary>
public static class EndpointPreview
{
    /// <summary>What stands for the list's ID where only the creation will tell it.</summary>
    public const string ListId = "LIST_ID";

    /// <summary>The same where <see cref="ListId"/> cannot stand, as behind the filter <c>number</c>.</summary>
    public const string NumericListId = "1234567890";

    private const string MessageId = "MESSAGE_ID";

    /// <summary>Renders the requests of a plan, in order.</summary>
    /// <exception cref="SettingException">A value cannot stand where a template puts it.</exception>
    /// <exception cref="UsageException">An item cannot be written into its request.</exception>
    public static IReadOnlyList<ShownRequest> Render(TestPlan plan)
    {
        var renderer = new StepRenderer(plan.Integration);
        return [.. plan.Steps.Select(step => Show(renderer, plan, step))];
    }

    private static ShownRequest Show(StepRenderer renderer, TestPlan plan, TestStep step)
    {
        try
        {
            return Show(renderer, plan, step, new ListId(ListId, IsNumber: false));
        }
        catch (SettingException exception) when (exception.Variable == "list_id")
        {
            return Show(renderer, plan, step, new ListId(NumericListId, IsNumber: true));
        }
    }

    private static ShownRequest Show(StepRenderer renderer, TestPlan plan, TestStep step, ListId list) =>
        renderer.Show(step, TestListId.Known(plan.Integration, step, list), MessageId);
}
