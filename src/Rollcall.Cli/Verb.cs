using System.CommandLine;
using Rollcall.Cli.Parsing;

namespace Rollcall.Cli;

/// <summary>A command of rollcall: its name, its help with an example, and what it does.</summary>
internal abstract class Verb : Command
{
    /// <summary>A verb.</summary>
    /// <param name="name">As typed.</param>
    /// <param name="description">One or two sentences.</param>
    /// <param name="example">One or more command lines, each with what it does.</param>
    /// <param name="surroundings">Streams and environment.</param>
    protected Verb(string name, string description, string example, Surroundings surroundings)
        : base(name, description)
    {
        Example = example;
        Surroundings = surroundings;
        Options.Add(Json);
        SetAction(RunAsync);
    }

    /// <summary>Shown at the end of the help.</summary>
    public string Example { get; }

    /// <summary><c>--json</c>.</summary>
    protected Option<bool> Json { get; } =
        Flags.Option("--json", "Print the result as JSON, alone on standard output.");

    /// <summary>Streams and environment.</summary>
    protected Surroundings Surroundings { get; }

    /// <summary>Does it.</summary>
    /// <param name="parsed">The command line, without faults.</param>
    /// <param name="stop">Ctrl-C.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    protected abstract Task<int> RunAsync(ParseResult parsed, CancellationToken stop);
}
