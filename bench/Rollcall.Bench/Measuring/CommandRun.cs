using System.Diagnostics;
using System.Text.Json;

namespace Rollcall.Bench.Measuring;

/// <summary>A command line.</summary>
/// <param name="File">The program.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record CommandRun(string File, params IReadOnlyList<string> Arguments)
{
    private static readonly TimeSpan Sampling = TimeSpan.FromMilliseconds(5);

    /// <summary>This program in another role.</summary>
    public static CommandRun Child(params IEnumerable<string> arguments) =>
        new(Environment.ProcessPath!, ["child", .. arguments]);

    /// <summary>Runs it to its end. One at a time, since the kernel adds up the time of all children.</summary>
    /// <exception cref="MeasuringException">It failed, or printed no JSON.</exception>
    public Usage Measure()
    {
        var before = ChildUsage.ProcessorSeconds();
        var watch = Stopwatch.StartNew();
        using var process = Start();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        long peak = 0;
        do
        {
            peak = Math.Max(peak, ProcessMemory.PeakBytes(process.Id));
        } while (!process.WaitForExit(Sampling));
        var wall = watch.Elapsed.TotalSeconds;
        process.WaitForExit();
        var cpu = ChildUsage.ProcessorSeconds() - before;
        if (process.ExitCode != 0)
        {
            throw new MeasuringException($"{this} ended with {process.ExitCode}: {errors.Result}{output.Result}");
        }
        return new Usage(wall, cpu, peak, Parse(output.Result));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Path.GetFileName(File)} {string.Join(' ', Arguments)}";

    private Process Start()
    {
        var start = new ProcessStartInfo(File, Arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    private JsonElement Parse(string output)
    {
        try
        {
            return JsonDocument.Parse(output).RootElement;
        }
        catch (JsonException)
        {
            throw new MeasuringException($"{this} printed no JSON but: {output}");
        }
    }
}
