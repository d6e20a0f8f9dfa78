using System.Runtime.InteropServices;
using System.Text.Json;

namespace Rollcall.Bench.Reporting;

/// <summary>A result as JSON, with the machine that it comes from.</summary>
internal static class ResultJson
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes it into a folder.</summary>
    /// <returns>The file.</returns>
    public static string Write(ScenarioResult result, string folder)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"{result.Scenario}.json");
        var document = new
        {
            result.Scenario,
            result.Subject,
            Machine = new
            {
                System = RuntimeInformation.OSDescription,
                Runtime = RuntimeInformation.FrameworkDescription,
                Processors = Environment.ProcessorCount,
                MemoryMiB = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20,
            },
            result.Rows,
            result.Notes,
        };
        File.WriteAllText(file, JsonSerializer.Serialize(document, Readable) + "\n");
        return file;
    }
}
