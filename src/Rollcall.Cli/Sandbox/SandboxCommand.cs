using System.CommandLine;

namespace Rollcall.Cli.Sandbox;

/// <summary><c>rollcall sandbox</c>: a destination on this machine to try a definition on.</summary>
internal sealed class SandboxCommand : Verb
{
    /// <summary>The verb.</summary>
    public SandboxCommand(Surroundings surroundings)
        : base(
            "sandbox",
            "Serves a destination on this machine to try a definition on: lists and user properties over HTTP, and a log of all that it received. Ctrl-C ends it.",
            "rollcall sandbox --port 8321",
            surroundings
        ) { }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken stop) =>
        throw new Rollcall.Core.Runs.UsageException("The sandbox is missing.");
}
