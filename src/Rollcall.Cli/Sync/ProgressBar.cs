using Rollcall.Core.Runs;
using Spectre.Console;

namespace Rollcall.Cli.Sync;

/// <summary>Progress as a bar with rate and time left, for terminals.</summary>
internal sealed class ProgressBar : IRunProgress
{
    private readonly ProgressContext _context;
    private readonly IAnsiConsole _console;
    private readonly RateColumn _rate;
    private readonly ICollection<string> _told;
    private ProgressTask _task;

    private ProgressBar(ProgressContext context, IAnsiConsole console, RateColumn rate, ICollection<string> told)
    {
        (_context, _console, _rate, _told) = (context, console, rate, told);
        _task = context.AddTask("Reading");
        _task.IsIndeterminate = true;
    }

    /// <summary>Runs something under a bar, which is gone when it ends.</summary>
    public static async Task<RunReport> WatchAsync(
        Surroundings surroundings,
        ICollection<string> told,
        Func<IRunProgress, Task<RunReport>> run
    )
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(surroundings.Error) });
        var rate = new RateColumn(surroundings.Time);
        return await console
            .Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                rate,
                new RemainingTimeColumn()
            )
            .StartAsync(context => run(new ProgressBar(context, console, rate, told)));
    }

    /// <inheritdoc/>
    public void Reading(long members) => _rate.Count = members;

    /// <inheritdoc/>
    public void Planned(OperationCounts planned, bool resumed)
    {
        _task.IsIndeterminate = false;
        _task.Value = _task.MaxValue;
        _task.StopTask();
        _console.MarkupLineInterpolated($"{ProgressText.Planned(planned, resumed)}");
        _rate.Restart();
        _task = _context.AddTask("Delivering", maxValue: Math.Max(1, planned.Add + planned.Remove + planned.Change));
    }

    /// <inheritdoc/>
    public void Delivering(long settled, long planned)
    {
        _task.MaxValue = Math.Max(1, planned);
        _task.Value = settled;
        _rate.Count = settled;
    }

    /// <inheritdoc/>
    public void Note(string sentence)
    {
        _told.Add(sentence);
        _console.MarkupLineInterpolated($"{sentence}");
    }
}
