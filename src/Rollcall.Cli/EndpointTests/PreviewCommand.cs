using System.CommandLine;
using Rollcall.Cli.Output;
using Rollcall.Core.EndpointTests;

namespace Rollcall.Cli.EndpointTests;

/// <summary><c>rollcall preview</c>: the exact requests, unsent.</summary>
internal sealed class PreviewCommand : Verb
{
    private readonly TestInput _input = new();

    /// <summary>The verb.</summary>
    public PreviewCommand(Surroundings surroundings)
        : base(
            "preview",
            "Shows the exact requests that a definition makes of test data, without sending them. Secrets are dots.",
            "rollcall preview acme.yaml --data users.csv --set base_url=http://127.0.0.1:8321 --set bearer_token=any",
            surroundings
        ) => _input.AddTo(this);

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var plan = _input.Plan(parsed, Surroundings);
        var requests = EndpointPreview.Render(plan);
        if (parsed.GetValue(Json))
        {
            JsonOutput.Write(
                Surroundings,
                json =>
                {
                    json.WriteStartArray();
                    foreach (var request in requests)
                    {
                        json.WriteStartObject();
                        ExchangeJson.WriteRequest(json, request);
                        json.WriteEndObject();
                    }
                    json.WriteEndArray();
                }
            );
        }
        else
        {
            foreach (var request in requests)
            {
                ExchangeText.WriteRequest(request, Surroundings.Out);
            }
        }
        foreach (var sentence in TestInput.Untried(plan))
        {
            Surroundings.Error.WriteLine(sentence);
        }
        return Task.FromResult(ExitCode.Done);
    }
}
