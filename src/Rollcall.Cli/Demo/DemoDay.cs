using Rollcall.Core.Runs;
using Rollcall.Sandbox.Log;

namespace Rollcall.Cli.Demo;

/// <summary>A sync of the demo: what it said, and what the destination received meanwhile.</summary>
/// <param name="Command">The command line that does the same.</param>
/// <param name="Report">The run's own numbers.</param>
/// <param name="Received">The requests in the destination's log.</param>
internal sealed record DemoDay(string Command, RunReport Report, IReadOnlyList<LogEntry> Received)
{
    /// <summary>Requests of a kind that the destination applied.</summary>
    public int Requests(Operation operation) => Received.Count(entry => entry.Operation == operation);

    /// <summary>Users in the requests of a kind.</summary>
    public long Users(Operation operation) =>
        Received.Where(entry => entry.Operation == operation).Sum(entry => (long)entry.Items.Length);
}
