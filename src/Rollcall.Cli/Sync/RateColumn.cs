using System.Globalization;
using Rollcall.Cli.Output;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Rollcall.Cli.Sync;

/// <summary>How many users a second, of the phase that is on.</summary>
internal sealed class RateColumn(TimeProvider time) : ProgressColumn
{
    private long _start = time.GetTimestamp();
    private long _count;

    /// <summary>Users of this phase so far.</summary>
    public long Count
    {
        get => Volatile.Read(ref _count);
        set => Volatile.Write(ref _count, value);
    }

    /// <summary>A new phase begins.</summary>
    public void Restart()
    {
        Count = 0;
        _start = time.GetTimestamp();
    }

    /// <inheritdoc/>
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
    {
        if (task.IsFinished)
        {
            return new Text("");
        }
        var seconds = Math.Max(time.GetElapsedTime(_start).TotalSeconds, 0.001);
        var rate = (Count / seconds).ToString("N0", CultureInfo.InvariantCulture);
        return new Text($"{Words.Number(Count)} ({rate}/s)");
    }
}
