using System.Text.Json;

namespace Rollcall.Bench.Measuring;

/// <summary>One of those that are measured beside each other.</summary>
/// <param name="Name">For people.</param>
/// <param name="Command">What a run of it is.</param>
internal sealed record Contender(string Name, CommandRun Command)
{
    /// <summary>Is done before each run, and not measured.</summary>
    public Action Prepare { get; init; } = () => { };

    /// <summary>What it found, by its output; all contenders must agree. Null: it is not asked.</summary>
    public Func<JsonElement, long>? Found { get; init; }

    /// <summary>Seconds of the part of the run that the scenario is about, by its output; null: the whole run.</summary>
    public Func<JsonElement, double>? Phase { get; init; }
}
