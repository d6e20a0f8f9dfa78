using System.Text.Json;

namespace Rollcall.Testing.Processes;

/// <summary>How a process ended.</summary>
/// <param name="ExitCode">Its exit code; 128 and the signal's number when it was killed.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Errors">What it wrote to standard error.</param>
/// <param name="PeakMemory">Most physical memory that it held, in bytes; may miss the last 20 ms.</param>
public sealed record ProcessResult(int ExitCode, string Output, string Errors, long PeakMemory)
{
    /// <summary>Standard output as one JSON value.</summary>
    /// <exception cref="InvalidOperationException">It is none; the message holds all that was written.</exception>
    public JsonElement Json()
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(Output);
        }
        catch (JsonException problem)
        {
            throw new InvalidOperationException($"Standard output is no JSON.\n{this}", problem);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"exit code {ExitCode}\n--- output\n{Output}\n--- errors\n{Errors}";
}
