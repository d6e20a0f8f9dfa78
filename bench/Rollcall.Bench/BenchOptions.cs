namespace Rollcall.Bench;

/// <summary>What was asked for.</summary>
/// <param name="Members">Members of the first version of the cohort.</param>
/// <param name="Keys">What their keys look like.</param>
/// <param name="Quoted">Whether each value stands in quotes.</param>
/// <param name="Runs">Measured runs of each contender; one more before them is not counted.</param>
/// <param name="Cache">Folder of the generated data, kept between runs.</param>
/// <param name="Results">Folder of the results as JSON.</param>
internal sealed record BenchOptions(int Members, KeyKind Keys, bool Quoted, int Runs, string Cache, string Results)
{
    /// <summary>What the rows look like, for titles.</summary>
    public string Rows => $"{Keys} keys{(Quoted ? ", all values in quotes" : "")}";
}

/// <summary>What keys look like.</summary>
internal enum KeyKind
{
    /// <summary>UUIDs of 36 characters.</summary>
    Uuid,

    /// <summary>E-mail addresses of 22 to 28 characters.</summary>
    Email,
}
