using System.CommandLine;
using Rollcall.Cli.Integrations;
using Rollcall.Core.Runs;

namespace Rollcall.Cli.Sync;

/// <summary>Makes the engine's request of a command line.</summary>
internal static class SyncRequests
{
    /// <summary>The request.</summary>
    /// <exception cref="UsageException">Names everything that cannot be done as asked.</exception>
    public static SyncRequest Of(
        ParseResult parsed,
        SyncOptions options,
        DefinitionFile definition,
        Surroundings surroundings
    )
    {
        var cohort = GivenCohort.Of(parsed, options, surroundings);
        var request = new SyncRequest
        {
            Integration = definition.Integration,
            DefinitionText = definition.Text,
            Settings = GivenSettings.Resolve(
                definition.Integration,
                parsed.GetRequiredValue(options.Set),
                surroundings
            ),
            Source = cohort.Source,
            Columns = MappedColumns.Resolve(definition.Integration, parsed.GetRequiredValue(options.Map)),
            CohortName = Given(parsed, options.CohortName) ?? cohort.Name,
            CohortId = Given(parsed, options.CohortId),
            DryRun = parsed.GetValue(options.DryRun),
            Full = parsed.GetValue(options.Full),
            Confirmation = parsed.GetValue(options.Confirm),
            MaxRemovals = parsed.GetValue(options.MaxRemovals),
            AccountChange = ChangeOf(parsed, options),
        };
        return request with
        {
            RetryBase = parsed.GetValue(options.RetryBase) ?? request.RetryBase,
            MemoryBudget = parsed.GetValue(options.Memory) ?? request.MemoryBudget,
        };
    }

    private static string? Given(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is not { } text ? null
        : !string.IsNullOrWhiteSpace(text) ? text
        : throw new UsageException($"{option.Name} is empty. Give a value, or leave the option out.");

    private static AccountChange? ChangeOf(ParseResult parsed, SyncOptions options) =>
        (parsed.GetValue(options.SameAccount), parsed.GetValue(options.Fresh)) switch
        {
            (true, true) => throw new UsageException("--same-account and --fresh contradict each other. Give one."),
            (true, false) => AccountChange.SameAccount,
            (false, true) => AccountChange.Fresh,
            _ => null,
        };
}
