namespace Rollcall.Testing.Time;

/// <summary>Runs every task at once, on the thread that starts it: with it a simulation has one thread only.</summary>
public sealed class InlineScheduler : TaskScheduler
{
    /// <inheritdoc/>
    protected override void QueueTask(Task task) => TryExecuteTask(task);

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => TryExecuteTask(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
