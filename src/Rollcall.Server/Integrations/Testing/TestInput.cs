using System.Text;
using Rollcall.Core.Delivery;
using Rollcall.Core.EndpointTests;
using Rollcall.Core.Integrations;
using Rollcall.Core.Runs;

namespace Rollcall.Server.Integrations.Testing;

/// <summary>What a test is given: the setup form, users, and the list's ID where it is known.</summary>
public sealed record TestInput
{
    /// <summary>Values of custom fields, by variable.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    /// <summary>The user property that feeds each mapping field, by the field's variable.</summary>
    public required IReadOnlyDictionary<string, string> Properties { get; init; }

    /// <summary>The users.</summary>
    public required TestUsers Users { get; init; }

    /// <summary>The list's ID, from a creation or typed; null: not known.</summary>
    public ListId? ListId { get; init; }

    /// <summary>The requests for a definition.</summary>
    /// <param name="integration">The definition.</param>
    /// <param name="now">When the cohort is taken to be read.</param>
    /// <param name="fillsGaps">Whether settings without a value get one that can be seen to be none, for a preview.</param>
    /// <param name="warnings">Receives what is odd about the users.</param>
    /// <exception cref="UsageException">The users cannot be used: a sentence a line.</exception>
    internal TestPlan Plan(Integration integration, DateTimeOffset now, bool fillsGaps, ICollection<string> warnings)
    {
        var data = TestData.Read(Encoding.UTF8.GetBytes(Users.Csv), Users.FileName, integration, Properties);
        foreach (var warning in data.Warnings.Where(_ => Users.IsUpload))
        {
            warnings.Add(warning);
        }
        var settings = integration.Settings.ToDictionary(field => field.Variable);
        string? Given(string name) =>
            name == "list_id" ? ListId?.Text
            : Fields.GetValueOrDefault(name) is { Length: > 0 } value ? value
            : fillsGaps && settings.TryGetValue(name, out var field) && field is { Required: true, Default: null }
                ? StandIn(field)
            : null;
        var plan = TestPlan.Create(integration, data, new TestForm(Given, now));
        return ListId is { IsNumber: true } ? plan with { Steps = [.. plan.Steps.Select(WithNumber)] } : plan;
    }

    private static TestStep WithNumber(TestStep step) =>
        step with
        {
            Values = step.Values with { ListIdIsNumber = true },
        };

    private static string StandIn(CustomField field) =>
        field.Type switch
        {
            CustomFieldType.Url => "https://api.example.com",
            CustomFieldType.SingleSelect or CustomFieldType.ButtonGroup when field.Options.Count > 0 => field
                .Options[0]
                .Value,
            _ => field.Variable.ToUpperInvariant(),
        };
}
