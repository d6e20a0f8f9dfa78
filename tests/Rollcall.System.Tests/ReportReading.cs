using System.Text.Json;

namespace Rollcall.System.Tests;

/// <summary>Short ways into the object that <c>rollcall sync --json</c> prints.</summary>
internal static class ReportReading
{
    public static long Number(this JsonElement report, string part, string name) =>
        report.GetProperty(part).GetProperty(name).GetInt64();

    /// <summary>Adds, removes and changes of a part.</summary>
    public static (long Add, long Remove, long Change) Counts(this JsonElement report, string part) =>
        (report.Number(part, "add"), report.Number(part, "remove"), report.Number(part, "change"));

    public static IReadOnlyList<JsonElement> Errors(this JsonElement report) =>
        [.. report.GetProperty("errors").EnumerateArray()];

    public static string Text(this JsonElement error, string name) => error.GetProperty(name).GetString()!;
}
