using System.CommandLine;
using Rollcall.Core.Members;
using Rollcall.Core.Runs;
using Rollcall.Sources;

namespace Rollcall.Cli.Sync;

/// <summary>Where a cohort's members come from, by the command line.</summary>
/// <param name="Source">Reads them.</param>
/// <param name="Name">What the cohort is called when nothing else is said.</param>
internal sealed record GivenCohort(IMemberSource Source, string Name)
{
    private const string SourceVariable = "ROLLCALL_SOURCE_URL";
    private const string Unnamed = "Cohort";

    /// <summary>The source that was asked for.</summary>
    /// <exception cref="UsageException">None, or more than one was.</exception>
    /// <exception cref="SourceException">A file's name says no known format.</exception>
    public static GivenCohort Of(ParseResult parsed, SyncOptions options, Surroundings surroundings)
    {
        var files = parsed.GetValue(options.Cohort) ?? [];
        var query = parsed.GetValue(options.Query);
        if (parsed.GetValue(options.Source) is not null)
        {
            throw new UsageException(NoDatabases("--source"));
        }
        var memory = Math.Max(parsed.GetValue(options.Memory) ?? CohortSource.DefaultMemory, CohortSource.LeastMemory);
        if (query is null)
        {
            return files.Length > 0
                ? OfFiles(files, memory, surroundings)
                : throw new UsageException("Say where the cohort comes from: --cohort FILE…, or --query SQL.");
        }
        if (files.Length > 0)
        {
            throw new UsageException("--cohort and --query each name a cohort. Give one of them.");
        }
        return surroundings.Environment(SourceVariable) is { Length: > 0 }
            ? throw new UsageException(NoDatabases(SourceVariable))
            : OfQuery(query, memory);
    }

    private static string NoDatabases(string origin) =>
        $"{origin} names a database, and databases are not supported yet. Leave it out: --query is then SQL over files, such as \"select user_id from 'users.csv'\".";

    private static GivenCohort OfFiles(string[] files, long memory, Surroundings surroundings)
    {
        var repeated = files.GroupBy(file => file).FirstOrDefault(same => same.Count() > 1);
        if (repeated is not null)
        {
            throw new UsageException($"--cohort names {repeated.Key} {repeated.Count()} times. Give each file once.");
        }
        return new GivenCohort(CohortSource.FromFiles(files, surroundings.Input, memory), NameOf(files[0]));
    }

    private static GivenCohort OfQuery(string query, long memory) =>
        string.IsNullOrWhiteSpace(query)
            ? throw new UsageException("--query is empty. Give SQL over files, or --cohort FILE….")
            : new GivenCohort(CohortSource.FromQuery(query, memory), Unnamed);

    // "exports/trial users.csv.gz" is "trial users".
    private static string NameOf(string file)
    {
        var name = Path.GetFileName(file);
        while (Path.GetExtension(name) is { Length: > 1 } ending && name.Length > ending.Length)
        {
            name = Path.GetFileNameWithoutExtension(name);
        }
        return name is "" or "-" ? Unnamed : name;
    }
}
