using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Rollcall.Testing.Processes;

/// <summary>The program itself, as a process of its own that can be killed at any moment.</summary>
public sealed partial class RollcallProcess : IAsyncDisposable
{
    private static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;
    private readonly Task<long> _peak;

    private RollcallProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
        _peak = WatchMemoryAsync(process);
    }

    /// <summary>Starts the program.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables beside the test's own; those named <c>ROLLCALL_</c> are not inherited.</param>
    /// <param name="input">Standard input; null: empty.</param>
    public static RollcallProcess Start(
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        string? input = null
    )
    {
        var start = new ProcessStartInfo(ProgramFiles.Rollcall, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (
            var name in start
                .Environment.Keys.Where(name => name.StartsWith("ROLLCALL_", StringComparison.Ordinal))
                .ToList()
        )
        {
            start.Environment.Remove(name);
        }
        start.Environment["DOTNET_ROOT"] = ProgramFiles.DotNet;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }
        var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        return new RollcallProcess(process);
    }

    /// <summary>Starts the program and waits for its end.</summary>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<ProcessResult> RunAsync(params IEnumerable<string> arguments)
    {
        await using var process = Start(arguments);
        return await process.EndAsync();
    }

    /// <summary>Waits for something that the program brings about.</summary>
    /// <param name="event">What is waited for.</param>
    /// <exception cref="InvalidOperationException">The program ended before; the message holds what it wrote.</exception>
    public async Task<T> ReachesAsync<T>(Task<T> @event)
    {
        var end = EndAsync();
        return await Task.WhenAny(@event, end) == @event
            ? await @event
            : throw new InvalidOperationException($"The program ended before it came to that.\n{await end}");
    }

    /// <summary>Waits for its end.</summary>
    public async Task<ProcessResult> EndAsync()
    {
        await _process.WaitForExitAsync();
        return new ProcessResult(_process.ExitCode, await _output, await _errors, await _peak);
    }

    /// <summary>kill -9: it cannot do anything about it.</summary>
    public void Kill() => Signal(9);

    /// <summary>What Ctrl-C does.</summary>
    public void Interrupt() => Signal(2);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Kill();
            await _process.WaitForExitAsync();
        }
        await _peak;
        _process.Dispose();
    }

    private void Signal(int signal)
    {
        // Gone already is as good.
        _ = SendSignal(_process.Id, signal);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);

    /// <summary>The kernel keeps the peak, but forgets it with the process: it is read until then.</summary>
    private static async Task<long> WatchMemoryAsync(Process process)
    {
        var peak = 0L;
        using var timer = new PeriodicTimer(SampleEvery);
        while (!process.HasExited && await timer.WaitForNextTickAsync())
        {
            peak = Math.Max(peak, PeakOf(process.Id));
        }
        return peak;
    }

    private static long PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status")
                .FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null
                ? 0
                : 1024 * long.Parse(line.AsSpan(6, line.Length - 8).Trim(), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // it has just ended
        }
    }
}
