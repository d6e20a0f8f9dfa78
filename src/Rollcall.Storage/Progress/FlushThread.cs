using Rollcall.Core.Storage;

namespace Rollcall.Storage.Progress;

/// <summary>Flushes when it is asked to, on a thread of its own: a worker that waits for the disk would be missed by the network.</summary>
internal sealed class FlushThread(Action flush, string file) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _asked = new(false);
    private TaskCompletionSource? _waiting;
    private Thread? _thread;
    private bool _ends;

    /// <summary>Flushes what is written now. What waits for it may go on on the flushing thread: it is needed for nothing else then.</summary>
    /// <exception cref="LedgerBusyException">The disk failed.</exception>
    public Task FlushAsync()
    {
        lock (_gate)
        {
            _waiting ??= new TaskCompletionSource();
            _thread ??= Start();
            _asked.Set();
            return _waiting.Task;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _ends = true;
            _asked.Set();
        }
    }

    private Thread Start()
    {
        var thread = new Thread(Run) { IsBackground = true, Name = "ledger flush" };
        thread.Start();
        return thread;
    }

    private void Run()
    {
        while (true)
        {
            _asked.WaitOne();
            TaskCompletionSource? waiting;
            lock (_gate)
            {
                (waiting, _waiting) = (_waiting, null);
                if (waiting is null && _ends)
                {
                    _asked.Dispose();
                    return;
                }
            }
            if (waiting is not null)
            {
                Flush(waiting);
            }
        }
    }

    private void Flush(TaskCompletionSource waiting)
    {
        try
        {
            flush();
        }
        catch (Exception failed) when (failed is IOException or ObjectDisposedException)
        {
            waiting.SetException(
                new LedgerBusyException($"The log {file} cannot be flushed to disk ({failed.Message}).", failed)
            );
            return;
        }
        waiting.SetResult();
    }
}
