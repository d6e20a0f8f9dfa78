using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.EndpointTests;

/// <summary>The requests that try a definition: creation, adds, removes, in this order.</summary>
/// <param name="Integration">The definition.</param>
/// <param name="Steps">The requests.</param>
/// <param name="Problems">What is wrong with settings, each told once; with any, the steps must not be rendered.</param>
public sealed record TestPlan(
    Integration Integration,
    IReadOnlyList<TestStep> Steps,
    IReadOnlyList<SettingProblem> Problems
)
{
    /// <summary>Plans the requests for test data.</summary>
    public static TestPlan Create(Integration integration, TestData data, TestForm form)
    {
        var problems = new List<SettingProblem>();
        var rows = data.Rows.Select(row => (Row: row, Values: form.ValuesFor(integration, row, problems))).ToList();
        var steps = new List<TestStep>();
        if (integration.Endpoints.CreateList is { } create)
        {
            steps.Add(new TestStep(create, Operation.Add, rows[0].Values, []));
        }
        foreach (var operation in new[] { Operation.Add, Operation.Remove })
        {
            steps.AddRange(Batches(integration.Endpoints.For(operation), operation, rows));
        }
        return new TestPlan(integration, steps, [.. problems.DistinctBy(problem => problem.Message)]);
    }

    // Rows whose settings differ cannot share a request.
    private static IEnumerable<TestStep> Batches(
        Endpoint endpoint,
        Operation operation,
        IEnumerable<(TestRow Row, RunValues Values)> rows
    ) =>
        rows.Where(row => row.Row.Operation == operation)
            .GroupBy(row => row.Values, SameValues.Comparer)
            .SelectMany(group =>
                group
                    .Chunk(endpoint.BatchSize)
                    .Select(batch => new TestStep(endpoint, operation, group.Key, [.. batch.Select(row => row.Row)]))
            );
}

/// <summary>A request that tries an endpoint.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Operation">What is done to the items; a creation is an add.</param>
/// <param name="Values">The values of settings and of the run's variables; the list's ID only where test data or form give one.</param>
/// <param name="Rows">The items; none for a creation.</param>
public sealed record TestStep(Endpoint Endpoint, Operation Operation, RunValues Values, IReadOnlyList<TestRow> Rows)
{
    /// <summary>Whether it makes the list.</summary>
    public bool IsCreation => Rows.Count == 0;
}
