using System.Text.Json;
using Rollcall.Core.Runs;
using Rollcall.Core.Storage;

namespace Rollcall.Cli.Runs;

/// <summary>A past run as JSON: the report of <c>rollcall sync --json</c>, with the run's times before it.</summary>
internal static class RunJson
{
    /// <summary>Writes <c>started</c> and <c>finished</c>.</summary>
    public static void WriteTimes(Utf8JsonWriter json, RunSummary run)
    {
        json.WriteString("started", run.Started);
        if (run.Finished is { } finished)
        {
            json.WriteString("finished", finished);
        }
        else
        {
            json.WriteNull("finished");
        }
    }

    /// <summary>Writes a report's properties into an object that the caller has begun.</summary>
    public static void WriteReport(Utf8JsonWriter json, RunReport report)
    {
        using var document = JsonDocument.Parse(RunReportJson.Write(report));
        foreach (var property in document.RootElement.EnumerateObject())
        {
            property.WriteTo(json);
        }
    }

    /// <summary>Writes rejected items.</summary>
    public static void WriteRejected(Utf8JsonWriter json, IEnumerable<RejectedItem> items)
    {
        json.WriteStartArray("rejectedItems");
        foreach (var item in items)
        {
            json.WriteStartObject();
            json.WriteString("operation", item.Operation.ToString().ToLowerInvariant());
            json.WritePropertyName("item");
            json.WriteRawValue(item.Item);
            WriteReason(json, item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteReason(Utf8JsonWriter json, RejectedItem item)
    {
        if (item.Status is { } status)
        {
            json.WriteNumber("status", status);
        }
        else
        {
            json.WriteNull("status");
        }
        json.WriteString("type", item.Type);
        json.WriteString("reason", item.Reason);
        json.WriteString("response", item.Response);
        json.WriteString("lastTried", item.LastTried);
    }
}
