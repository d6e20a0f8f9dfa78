using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.EndpointTests;
using Rollcall.Core.Runs;
using Rollcall.Core.Templates;

namespace Rollcall.Server.Integrations.Testing;

/// <summary>Whether a test can be sent from its first request to its last.</summary>
internal static class SendableTest
{
    /// <summary>Renders everything before anything is sent, so that a value that cannot be written costs no half test.</summary>
    /// <param name="plan">The test.</param>
    /// <param name="fields">What stands before a custom field's variable in the name of a faulty field.</param>
    /// <param name="withoutList">What to do where the list's ID is used and nothing tells it.</param>
    /// <exception cref="Refusal">Says what is missing or cannot be used.</exception>
    public static void Require(TestPlan plan, string fields, string withoutList)
    {
        var isKnown = plan.Steps[0].IsCreation || plan.Integration.Endpoints.ListId is not null;
        if (!isKnown && plan.Steps.Any(step => step.Values.ListId is null && UsesListId(step.Endpoint)))
        {
            throw Refusal.Invalid(new FieldFault("listId", $"$list_id has no value yet. {withoutList}"));
        }
        try
        {
            EndpointPreview.Render(plan);
        }
        catch (SettingException wrong)
        {
            throw Refusal.Invalid(new FieldFault($"{fields}.{wrong.Variable}", wrong.Message));
        }
        catch (UsageException wrong)
        {
            throw Refusal.Invalid(new FieldFault("users", wrong.Message));
        }
    }

    /// <summary>Whether an endpoint's request holds the list's ID.</summary>
    public static bool UsesListId(Core.Integrations.Endpoint endpoint) =>
        new Template?[] { endpoint.Url, endpoint.Body, endpoint.Items }
            .Concat(endpoint.Query.Select(pair => pair.Value))
            .Concat(endpoint.Headers.Select(pair => pair.Value))
            .OfType<Template>()
            .Any(template => template.Uses.Any(use => use.Name == "list_id"));
}
