using System.Text.Json;

namespace Rollcall.Bench.Measuring;

/// <summary>What one run of a contender took.</summary>
/// <param name="Wall">Seconds from its start to its end.</param>
/// <param name="Cpu">Seconds of processor time, user and system, of the process and its children.</param>
/// <param name="PeakBytes">Resident memory at most.</param>
/// <param name="Output">The JSON object that it printed.</param>
internal sealed record Usage(double Wall, double Cpu, long PeakBytes, JsonElement Output);
