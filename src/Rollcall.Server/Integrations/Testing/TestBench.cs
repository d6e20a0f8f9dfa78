using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Rollcall.Core.Delivery;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.EndpointTests;
using Rollcall.Core.Runs;
using Rollcall.Server.Access;
using Rollcall.Storage.Integrations;
using Integration = Rollcall.Core.Integrations.Integration;

namespace Rollcall.Server.Integrations.Testing;

/// <summary>Shows and sends the requests of a definition, with test users. What is sent goes through the installation's <see cref="EgressRules"/>, and is kept as evidence.</summary>
public sealed class TestBench(EgressRules rules, EvidenceKeeper evidence, TimeProvider time)
{
    /// <summary>The requests, unsent. Never refuses: what is missing is filled in visibly, what cannot be made is told.</summary>
    public TestPreview Preview(Integration integration, TestInput input)
    {
        var warnings = new List<string>();
        try
        {
            var problems = input.Plan(integration, time.GetUtcNow(), fillsGaps: false, []).Problems;
            var plan = input.Plan(integration, time.GetUtcNow(), fillsGaps: true, warnings);
            return new TestPreview
            {
                Requests = plan
                    .Steps.GroupBy(step => step.Endpoint.Name)
                    .ToDictionary(group => group.Key, group => Request(plan, [.. group])),
                Problems = problems,
                UserWarnings = warnings,
            };
        }
        catch (UsageException wrong)
        {
            return new TestPreview { UserFaults = wrong.Message.Split('\n'), UserWarnings = warnings };
        }
    }

    /// <summary>Sends the requests, one after the other, and stops at the first that fails.</summary>
    /// <param name="asker">Who tests.</param>
    /// <param name="version">The version that is tested, for the evidence.</param>
    /// <param name="root">Its document as it is now, saved or not.</param>
    /// <param name="integration">The definition that the document is.</param>
    /// <param name="input">What the test is given.</param>
    /// <param name="endpoint">The endpoint to send to; null: all of them, end to end.</param>
    /// <param name="stop">No further request is sent; the one in flight ends first.</param>
    /// <exception cref="Refusal">A value is missing or wrong, or the users cannot be used.</exception>
    public async IAsyncEnumerable<TestExchange> SendAsync(
        Asker asker,
        IntegrationVersion version,
        JsonObject root,
        Integration integration,
        TestInput input,
        string? endpoint,
        [EnumeratorCancellation] CancellationToken stop = default
    )
    {
        asker.Require(Permission.Develop);
        var plan = PlanFor(integration, input, endpoint);
        using var http = EgressHandler.Create(rules, connections: 1);
        using var sender = new Sender(http, time);
        // Test requests need IDs that differ, not ones that can be repeated.
#pragma warning disable CA5394 // No secret hangs on them.
        var test = new EndpointTest(plan, sender, time, new Random(time.GetUtcNow().GetHashCode()));
#pragma warning restore CA5394
        var record = evidence.Begin(asker, version, root, isEndToEnd: endpoint is null);
        await foreach (var exchange in test.RunAsync(stop).ConfigureAwait(false))
        {
            await record.KeepAsync(exchange).ConfigureAwait(false);
            yield return exchange;
        }
    }

    private TestPlan PlanFor(Integration integration, TestInput input, string? endpoint)
    {
        TestPlan plan;
        try
        {
            plan = input.Plan(integration, time.GetUtcNow(), fillsGaps: false, []);
        }
        catch (UsageException wrong)
        {
            throw Refusal.Invalid([.. wrong.Message.Split('\n').Select(line => new FieldFault("users", line))]);
        }
        if (plan.Problems.Count > 0)
        {
            throw Refusal.Invalid([
                .. plan.Problems.Select(problem => new FieldFault($"fields.{problem.Field.Variable}", problem.Message)),
            ]);
        }
        plan = endpoint is null
            ? plan with
            {
                Steps = [.. plan.Steps.Select(WithoutListId)],
            }
            : plan with
            {
                Steps = [.. plan.Steps.Where(step => step.Endpoint.Name == endpoint)],
            };
        if (plan.Steps.Count == 0)
        {
            throw Refusal.Invalid(new FieldFault("users", $"No row of the test users goes to {endpoint}."));
        }
        SendableTest.Require(plan, "fields", "Test the list creation first, or type one.");
        return plan;
    }

    // End to end the creation tells the list's ID, whatever was typed for single endpoints.
    private static TestStep WithoutListId(TestStep step) =>
        step with
        {
            Values = step.Values with { ListId = null, ListIdIsNumber = false },
        };

    private static EndpointRequest Request(TestPlan plan, IReadOnlyList<TestStep> steps)
    {
        var usesListId = SendableTest.UsesListId(steps[0].Endpoint) && plan.Integration.Endpoints.ListId is null;
        try
        {
            var one = plan with { Steps = [steps[0]] };
            var shown = EndpointPreview.Render(one)[0];
            return new EndpointRequest(shown, null, steps.Count, CurlCommand.Of(one, shown), usesListId);
        }
        catch (Exception wrong) when (wrong is SettingException or UsageException)
        {
            return new EndpointRequest(null, wrong.Message, steps.Count, "", usesListId);
        }
    }
}
