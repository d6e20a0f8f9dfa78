using System.Diagnostics;
using System.Globalization;
using Rollcall.Bench.Measuring;

namespace Rollcall.Bench.Sink;

/// <summary>A sink in a process of its own, so that its work is not counted with the contenders'.</summary>
internal sealed class RunningSink : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts one.</summary>
    /// <param name="delayMilliseconds">How long it thinks about each request.</param>
    public RunningSink(int delayMilliseconds = 0)
    {
        var command = CommandRun.Child("sink", delayMilliseconds.ToString(CultureInfo.InvariantCulture));
        var start = new ProcessStartInfo(command.File, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        Url = _process.StandardOutput.ReadLine() ?? throw new MeasuringException("The sink did not start.");
    }

    /// <summary>Its address.</summary>
    public string Url { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
