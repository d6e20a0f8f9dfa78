using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using Rollcall.Core.Integrations;

namespace Rollcall.Cli.Integrations;

/// <summary><c>rollcall init</c>: a filled-in definition to start from.</summary>
internal sealed class InitCommand : Verb
{
    private readonly Option<IntegrationType> _type = new("--type")
    {
        Description = "list: members of a list; property: a property on each user.",
        HelpName = "list|property",
        Required = true,
        CustomParser = Read,
    };

    /// <summary>The verb.</summary>
    public InitCommand(Surroundings surroundings)
        : base(
            "init",
            "Prints a filled-in definition to start from. With --json the same document as JSON.",
            "rollcall init --type list > acme.yaml",
            surroundings
        )
    {
        Options.Add(_type);
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var yaml = StarterDocument.Of(parsed.GetValue(_type));
        Surroundings.Out.WriteLine((parsed.GetValue(Json) ? AsJson(yaml) : yaml).TrimEnd());
        return Task.FromResult(ExitCode.Done);
    }

    private static IntegrationType Read(ArgumentResult result)
    {
        switch (result.Tokens[0].Value)
        {
            case "list":
                return IntegrationType.List;
            case "property":
                return IntegrationType.Property;
            default:
                result.AddError($"--type is list or property, not \"{result.Tokens[0].Value}\".");
                return default;
        }
    }

    private static string AsJson(string yaml)
    {
        var document = IntegrationDocument.Read(Encoding.UTF8.GetBytes(yaml), "starter.yaml");
        return IntegrationWriter.ToJson(
            document.Integration ?? throw new InvalidOperationException(string.Join('\n', document.Problems))
        );
    }
}
