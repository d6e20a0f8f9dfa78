using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rollcall.Core.Runs;

/// <summary>A run's report as JSON: the object that <c>rollcall sync --json</c> prints and the ledger keeps.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(RunStatusConverter)]
)]
[JsonSerializable(typeof(RunReport))]
public sealed partial class RunReportJson : JsonSerializerContext
{
    /// <summary>Writes a report on one line.</summary>
    public static string Write(RunReport report) => JsonSerializer.Serialize(report, Default.RunReport);

    /// <summary>Reads a report.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static RunReport Read(string json) =>
        JsonSerializer.Deserialize(json, Default.RunReport) ?? throw new JsonException("The report is null.");
}

/// <summary>Writes a status as <c>partially_succeeded</c>.</summary>
internal sealed class RunStatusConverter()
    : JsonStringEnumConverter<RunStatus>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
