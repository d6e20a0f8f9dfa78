namespace Rollcall.Bench.Scenarios;

/// <summary>All scenarios.</summary>
internal static class Catalog
{
    /// <summary>In the order in which they run.</summary>
    public static IReadOnlyList<Scenario> Scenarios { get; } =
    [
        new("diff", "sync --dry-run, 1 % left and 1 % new, beside DuckDB, sort and comm, a HashSet", DiffScenario.Run),
        new(
            "unchanged",
            "a sync of what is there already, beside a pass that scans and hashes the file",
            UnchangedScenario.Run
        ),
        new("first-sync", "a first sync to a local sink, beside a Python script", FirstSyncScenario.Run),
        new(
            "delivery",
            "batches of 10,000, 4 in flight, beside raw HttpClient; at once, and after 20 ms",
            DeliveryScenario.Run
        ),
        new("single", "one member a request, 4, 32 and 128 in flight, beside raw HttpClient", SingleScenario.Run),
        new("render", "bodies of 10,000 members in memory, beside Utf8JsonWriter by hand", RenderScenario.Run),
        new("startup", "a sync of three members, beside an empty .NET program", StartupScenario.Run),
        new("memory", "peak memory of a first, an unchanged and a changed sync, at two sizes", MemoryScenario.Run),
    ];

    /// <summary>One by its name; null when there is none.</summary>
    public static Scenario? Find(string name) => Scenarios.FirstOrDefault(scenario => scenario.Name == name);
}
