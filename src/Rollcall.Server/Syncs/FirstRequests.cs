using System.Text;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.EndpointTests;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;
using Rollcall.Sources.Samples;
using Rollcall.Storage.Cohorts;

namespace Rollcall.Server.Syncs;

/// <summary>The first requests of a sync, unsent.</summary>
internal static class FirstRequests
{
    private const int Users = 10;

    /// <summary>The creation of the list, where there is one, and the first addition with the first of the cohort's members.</summary>
    /// <exception cref="Refusal">A value cannot stand where the definition puts it.</exception>
    public static IReadOnlyList<ShownRequest> Of(
        SyncDestination destination,
        Cohort cohort,
        string cohortUrl,
        IMemberSource source,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var sample = SampleReader.Sample(source, Users, cancellation);
        var integration = destination.Integration;
        var columns = integration.Mapping.Fields.ToDictionary(field => field.Variable, field => field.Variable);
        var csv = Encoding.UTF8.GetBytes(Csv(destination, sample));
        var data = TestData.Read(csv, cohort.Name, integration, columns);
        string? Given(string variable) =>
            variable switch
            {
                "cohort_name" => cohort.Name,
                "cohort_id" => cohort.Id,
                "cohort_url" => cohortUrl,
                _ => destination.Settings.GetValueOrDefault(variable),
            };
        try
        {
            var plan = TestPlan.Create(integration, data, new TestForm(Given, now));
            return EndpointPreview.Render(plan with { Steps = [.. plan.Steps.Take(plan.Steps[0].IsCreation ? 2 : 1)] });
        }
        catch (SettingException wrong)
        {
            throw Refusal.Invalid(new FieldFault($"settings.{wrong.Variable}", wrong.Message));
        }
    }

    private static string Csv(SyncDestination destination, SourceSample sample)
    {
        var fields = destination.Integration.Mapping.Fields;
        var names = sample.Columns.Select(column => column.Name).ToList();
        var csv = new StringBuilder("operation");
        foreach (var field in fields)
        {
            csv.Append(',').Append(field.Variable);
        }
        foreach (var row in sample.Rows)
        {
            csv.Append("\nadd");
            foreach (var field in fields)
            {
                var fed = destination.Columns.GetValueOrDefault(field.Variable) ?? "";
                var column = names.IndexOf(fed);
                // What is no property is one of the field's options.
                var value =
                    field.Type != MappingFieldType.String ? fed
                    : column < 0 ? null
                    : row[column];
                csv.Append(',').Append(Quoted(value));
            }
        }
        return csv.Append('\n').ToString();
    }

    private static string Quoted(string? value) =>
        value is null ? "" : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
