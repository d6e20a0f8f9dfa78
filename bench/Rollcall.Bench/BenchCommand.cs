using System.CommandLine;
using Rollcall.Bench.Measuring;
using Rollcall.Bench.Reporting;
using Rollcall.Bench.Scenarios;

namespace Rollcall.Bench;

/// <summary>The command line of <c>./bench.sh</c>.</summary>
internal static class BenchCommand
{
    private const string All = "all";

    /// <summary>Runs the scenarios that were asked for.</summary>
    /// <returns>0: all ran; 1: a scenario failed; 2: bad usage.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        Argument<string[]> scenarios = new("scenario")
        {
            Description = "Which to run; none: all; list: says what there is.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<int> members = new("--members")
        {
            Description = "Members of the cohort.",
            DefaultValueFactory = _ => 1_000_000,
        };
        members.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1000)
            {
                result.AddError("--members must be 1000 or more.");
            }
        });
        Option<KeyKind> keys = new("--keys") { Description = "What the members' keys look like." };
        Option<bool> quoted = new("--quoted") { Description = "Put each value in quotes." };
        Option<int> runs = new("--runs") { Description = "Measured runs of each.", DefaultValueFactory = _ => 5 };
        Option<string> cache = new("--cache")
        {
            Description = "Where generated data is kept.",
            DefaultValueFactory = _ => Path.Combine(Checkout.Root, "artifacts", "bench", "data"),
        };
        RootCommand root = new("Measures Rollcall beside references, in alternating runs.")
        {
            scenarios,
            members,
            keys,
            quoted,
            runs,
            cache,
        };
        root.SetAction(parsed =>
            RunAsync(
                parsed.GetValue(scenarios)!,
                new BenchOptions(
                    parsed.GetValue(members),
                    parsed.GetValue(keys),
                    parsed.GetValue(quoted),
                    Math.Max(1, parsed.GetValue(runs)),
                    Path.GetFullPath(parsed.GetRequiredValue(cache)),
                    Path.Combine(Checkout.Root, "artifacts", "bench", "results")
                )
            )
        );
        var asked = root.Parse(args);
        return await asked.InvokeAsync() is var code && asked.Errors.Count > 0 ? 2 : code;
    }

    private static async Task<int> RunAsync(string[] names, BenchOptions options)
    {
        if (names is ["list"])
        {
            foreach (var scenario in Catalog.Scenarios)
            {
                Console.WriteLine($"{scenario.Name, -12} {scenario.Summary}");
            }
            return 0;
        }
        var unknown = names.Where(name => name != All && Catalog.Find(name) is null).ToList();
        if (unknown.Count > 0)
        {
            Console.Error.WriteLine($"No scenario is called {string.Join(", ", unknown)}. ./bench.sh list shows them.");
            return 2;
        }
        IEnumerable<Scenario> chosen =
            names.Length == 0 || names.Contains(All) ? Catalog.Scenarios : names.Select(name => Catalog.Find(name)!);
        var failed = false;
        foreach (var scenario in chosen)
        {
            failed |= !await RunAsync(scenario, options);
        }
        return failed ? 1 : 0;
    }

    private static async Task<bool> RunAsync(Scenario scenario, BenchOptions options)
    {
        try
        {
            var result = await scenario.RunAsync(options);
            ResultTable.Write(result, Console.Out);
            var file = ResultJson.Write(result, options.Results);
            Console.WriteLine($"As JSON: {Path.GetRelativePath(Checkout.Root, file)}\n");
            return true;
        }
        catch (MeasuringException broken)
        {
            Console.Error.WriteLine($"{scenario.Name}: {broken.Message}");
            return false;
        }
    }
}
