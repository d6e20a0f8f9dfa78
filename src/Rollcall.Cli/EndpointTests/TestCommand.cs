using System.CommandLine;
using Rollcall.Cli.Output;
using Rollcall.Core.Delivery;
using Rollcall.Core.EndpointTests;

namespace Rollcall.Cli.EndpointTests;

/// <summary><c>rollcall test</c>: sends create, add and remove, and shows each response.</summary>
internal sealed class TestCommand : Verb
{
    private readonly TestInput _input = new();

    /// <summary>The verb.</summary>
    public TestCommand(Surroundings surroundings)
        : base(
            "test",
            "Tries a definition on the real destination: creates a list, adds and removes the users of the test data, shows each response, and stops at the first failure.",
            "rollcall test acme.yaml --data users.csv --set base_url=http://127.0.0.1:8321 --set bearer_token=any",
            surroundings
        ) => _input.AddTo(this);

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var plan = _input.Plan(parsed, Surroundings);
        var json = parsed.GetValue(Json);
        // Everything is rendered before anything is sent, so that a value that cannot be written costs no half test.
        EndpointPreview.Render(plan);
        using var http = EgressHandler.Create(publicOnly: false, connections: 1);
        using var sender = new Sender(http, Surroundings.Time);
        var exchanges = new List<TestExchange>();
        var test = new EndpointTest(plan, sender, Surroundings.Time, Surroundings.Random);
        await foreach (var exchange in test.RunAsync(stop))
        {
            exchanges.Add(exchange);
            if (!json)
            {
                ExchangeText.Write(exchange, Surroundings.Out);
                await Surroundings.Out.FlushAsync(CancellationToken.None);
            }
        }
        var succeeded = exchanges.Count == plan.Steps.Count && exchanges.All(exchange => exchange.Succeeded);
        var left = exchanges.Select(exchange => exchange.ListId?.Text).FirstOrDefault(id => id is not null);
        if (json)
        {
            JsonOutput.Write(Surroundings, writer => ExchangeJson.Write(writer, exchanges, succeeded, left));
        }
        TellEnd(plan, exchanges, succeeded, left);
        return succeeded ? ExitCode.Done : ExitCode.Failed;
    }

    private void TellEnd(TestPlan plan, IReadOnlyList<TestExchange> exchanges, bool succeeded, string? left)
    {
        var talk = Surroundings.Error;
        var unsent = plan.Steps.Count - exchanges.Count;
        var rest = unsent == 0 ? "." : $"; {Words.Count(unsent, "request")} behind it not sent.";
        talk.WriteLine(
            succeeded
                ? $"All {Words.Count(exchanges.Count, "request")} succeeded."
                : $"{exchanges[^1].Request.Endpoint} failed{rest}"
        );
        foreach (var sentence in TestInput.Untried(plan))
        {
            talk.WriteLine(sentence);
        }
        if (left is not null)
        {
            talk.WriteLine(
                $"The test left list {Terminal.Safe(left)} at the destination. Delete it there when it is no longer needed."
            );
        }
    }
}
