using Rollcall.Bench.Reporting;

namespace Rollcall.Bench.Scenarios;

/// <summary>Something that Rollcall does, beside what else could do it.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Summary">What is measured, beside what.</param>
/// <param name="RunAsync">Measures.</param>
internal sealed record Scenario(string Name, string Summary, Func<BenchOptions, Task<ScenarioResult>> RunAsync)
{
    /// <summary>One that is measured without waiting.</summary>
    public Scenario(string name, string summary, Func<BenchOptions, ScenarioResult> run)
        : this(name, summary, options => Task.FromResult(run(options))) { }
}
