using System.CommandLine;

namespace Rollcall.Cli.Demo;

/// <summary><c>rollcall demo</c>: the whole thing at work, on a sample.</summary>
internal sealed class DemoCommand : Verb
{
    /// <summary>The verb.</summary>
    public DemoCommand(Surroundings surroundings)
        : base(
            "demo",
            "Shows the whole thing at work: a sample cohort, a destination on this machine, a first sync, a changed cohort, a second sync.",
            "rollcall demo",
            surroundings
        ) { }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken stop) =>
        throw new Rollcall.Core.Runs.UsageException("The demo is missing.");
}
