using System.CommandLine;
using Rollcall.Cli.Integrations;
using Rollcall.Cli.Parsing;
using Rollcall.Core.Runs;

namespace Rollcall.Cli.Sync;

/// <summary>The options of <c>rollcall sync</c>.</summary>
internal sealed class SyncOptions
{
    private const long LeastMemory = 16L << 20;

    /// <summary><c>--cohort</c>.</summary>
    public Option<string[]> Cohort { get; } =
        new("--cohort")
        {
            Description =
                "The cohort's files: .csv, .tsv, .jsonl, .parquet, also .gz and .zst; several are one cohort; - is standard input.",
            HelpName = "FILE…",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
        };

    /// <summary><c>--query</c>.</summary>
    public Option<string?> Query { get; } =
        new("--query")
        {
            Description = "SQL over files instead of --cohort: \"select user_id from 'users.parquet' where active\".",
            HelpName = "SQL",
        };

    /// <summary><c>--source</c>.</summary>
    public Option<string?> Source { get; } =
        new("--source") { Description = "The database that --query runs on. Not supported yet.", HelpName = "URL" };

    /// <summary><c>--state</c>.</summary>
    public Option<string> State { get; } =
        new("--state")
        {
            Description = "The directory of everything that this sync remembers; made at the first run.",
            HelpName = "DIR",
            Required = true,
        };

    /// <summary><c>--cohort-name</c>.</summary>
    public Option<string?> CohortName { get; } =
        new("--cohort-name")
        {
            Description = "The cohort's name at the destination. Default: the first file's name without its endings.",
            HelpName = "N",
        };

    /// <summary><c>--cohort-id</c>.</summary>
    public Option<string?> CohortId { get; } =
        new("--cohort-id")
        {
            Description = "The cohort's ID. Default: made at the first run and kept.",
            HelpName = "ID",
        };

    /// <summary><c>--set</c>.</summary>
    public Option<IReadOnlyDictionary<string, string>> Set { get; } = GivenSettings.Option();

    /// <summary><c>--map</c>.</summary>
    public Option<IReadOnlyDictionary<string, string>> Map { get; } = MappedColumns.Option();

    /// <summary><c>--dry-run</c>.</summary>
    public Option<bool> DryRun { get; } =
        Flags.Option("--dry-run", "Tell what would be done; send nothing, change nothing.");

    /// <summary><c>--full</c>.</summary>
    public Option<bool> Full { get; } = Flags.Option("--full", "Send the whole cohort, whatever is known to be there.");

    /// <summary><c>--confirm-removals</c>.</summary>
    public Option<RemovalConfirmation> Confirm { get; } =
        Limits.Confirmation(
            "--confirm-removals",
            "Confirm the removals that were held: those of the same content. With =N: this run may remove up to N."
        );

    /// <summary><c>--max-removals</c>.</summary>
    public Option<RemovalLimit?> MaxRemovals { get; } =
        Limits.ShareOrNumber(
            "--max-removals",
            "Hold this run when it would remove more, in place of the usual limits."
        );

    /// <summary><c>--allow-rejected</c>.</summary>
    public Option<RemovalLimit?> AllowRejected { get; } =
        Limits.ShareOrNumber(
            "--allow-rejected",
            "Exit with 0 when no more users than that could not be delivered; the run's status stays."
        );

    /// <summary><c>--public-only</c>.</summary>
    public Option<bool> PublicOnly { get; } =
        Flags.Option("--public-only", "Refuse to connect to private, loopback and other special addresses.");

    /// <summary><c>--retry-base</c>.</summary>
    public Option<TimeSpan?> RetryBase { get; } =
        Limits.Duration(
            "--retry-base",
            "1s",
            "The first retry's delay; it doubles with every further one. Default: 1s."
        );

    /// <summary><c>--memory</c>.</summary>
    public Option<long?> Memory { get; } =
        Limits.Size("--memory", LeastMemory, "128MB", "Memory that reading and comparing may take. Default: 128MB.");

    /// <summary><c>--same-account</c>.</summary>
    public Option<bool> SameAccount { get; } =
        Flags.Option(
            "--same-account",
            "Host or credentials changed, and it is the same account: what is there stays known."
        );

    /// <summary><c>--fresh</c>.</summary>
    public Option<bool> Fresh { get; } =
        Flags.Option("--fresh", "Host or credentials changed, and it is another account: new list, full sync.");

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> All =>
        [
            Cohort,
            Query,
            Source,
            State,
            CohortName,
            CohortId,
            Set,
            Map,
            DryRun,
            Full,
            Confirm,
            MaxRemovals,
            AllowRejected,
            SameAccount,
            Fresh,
            PublicOnly,
            RetryBase,
            Memory,
        ];
}
