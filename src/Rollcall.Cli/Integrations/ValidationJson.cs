using System.Text.Json;
using Rollcall.Cli.Output;
using Rollcall.Core.Integrations;

namespace Rollcall.Cli.Integrations;

/// <summary>What <c>rollcall validate --json</c> prints.</summary>
internal static class ValidationJson
{
    /// <summary>Prints it.</summary>
    public static void Write(IntegrationDocument document, string file, Surroundings surroundings) =>
        JsonOutput.Write(
            surroundings,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("file", file);
                json.WriteBoolean("valid", document.Integration is not null);
                json.WriteStartArray("problems");
                foreach (var problem in document.Problems)
                {
                    WriteProblem(json, problem);
                }
                json.WriteEndArray();
                json.WriteStartArray("variables");
                foreach (var row in document.Variables.Rows)
                {
                    WriteRow(json, row);
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );

    private static void WriteProblem(Utf8JsonWriter json, Problem problem)
    {
        json.WriteStartObject();
        json.WriteString("file", problem.File);
        json.WriteNumber("line", problem.Line);
        json.WriteNumber("column", problem.Column);
        json.WriteString("severity", problem.Severity == Severity.Error ? "error" : "warning");
        json.WriteString("message", problem.Message);
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, VariableRow row)
    {
        json.WriteStartObject();
        json.WriteString("name", row.Name);
        json.WriteBoolean("declared", row.Declared);
        json.WriteBoolean("used", row.Used);
        json.WriteBoolean("preDefined", row.PreDefined);
        json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(row.Kind.ToString()));
        json.WriteEndObject();
    }
}
