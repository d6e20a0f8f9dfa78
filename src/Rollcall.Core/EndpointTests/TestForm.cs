using System.Globalization;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;
using Rollcall.Core.Runs;

namespace Rollcall.Core.EndpointTests;

/// <summary>What applies where test data gives no value: the setup form, or the options of a command.</summary>
/// <param name="Given">The value of a setting or of a variable of the run, by canonical name; null: none.</param>
/// <param name="Now">When the cohort is taken to be read.</param>
public sealed record TestForm(Func<string, string?> Given, DateTimeOffset Now)
{
    /// <summary>The cohort's name when none is given.</summary>
    public const string CohortName = "Test cohort";

    /// <summary>The cohort's ID when none is given.</summary>
    public const string CohortId = "test-cohort";

    /// <summary>The values of a request for a row.</summary>
    /// <param name="integration">The definition.</param>
    /// <param name="row">The row, whose values win.</param>
    /// <param name="problems">Receives what is wrong with settings.</param>
    /// <exception cref="UsageException">A variable of the run has a value that it cannot have.</exception>
    public RunValues ValuesFor(Integration integration, TestRow row, ICollection<SettingProblem> problems)
    {
        string? Value(string variable) => row.Given.GetValueOrDefault(variable) ?? Given(variable);
        var settings = SettingValues.Resolve(integration.Settings, Value);
        foreach (var problem in settings.Problems)
        {
            problems.Add(problem);
        }
        return new RunValues
        {
            Settings = settings.Values,
            CohortName = Value("cohort_name") ?? CohortName,
            CohortId = Value("cohort_id") ?? CohortId,
            CohortUrl = Value("cohort_url") ?? "",
            ListId = Value("list_id"),
            ComputedTime = TimeOf(Value("computed_time")),
        };
    }

    private DateTimeOffset TimeOf(string? seconds)
    {
        if (seconds is null)
        {
            return Now;
        }
        return
            long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(number)
            : throw new UsageException($"$computed_time is a number of seconds since 1970, not \"{seconds}\".");
    }
}
