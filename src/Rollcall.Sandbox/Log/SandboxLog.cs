using Rollcall.Sandbox.Users;

namespace Rollcall.Sandbox.Log;

/// <summary>Everything that the sandbox received, in the order of arrival.</summary>
public sealed class SandboxLog
{
    private readonly Lock _gate = new();
    private readonly List<LogEntry> _entries = [];
    private readonly List<(Func<LogEntry, bool> Match, TaskCompletionSource<LogEntry> Found)> _waiting = [];
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly LogFile? _file;
    private int _inFlight;
    private long _applied;

    internal SandboxLog(TimeProvider time, UserTable users, LogFile? file)
    {
        _time = time;
        _start = time.GetTimestamp();
        _file = file;
        Users = users;
    }

    /// <summary>The users that entries name by number.</summary>
    public UserTable Users { get; }

    /// <summary>How many requests have arrived.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>All requests so far; a copy of the list, with the entries themselves.</summary>
    public IReadOnlyList<LogEntry> Entries
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries];
            }
        }
    }

    /// <summary>Waits for the first request that matches, now or as soon as one arrives, is applied or ends. Nothing needs to sleep.</summary>
    /// <param name="match">Asked again at every change of an entry; must be quick and look at the entry alone.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public Task<LogEntry> WaitForAsync(Func<LogEntry, bool> match, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            if (_entries.FirstOrDefault(match) is { } entry)
            {
                return Task.FromResult(entry);
            }
            var found = new TaskCompletionSource<LogEntry>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((match, found));
            return found.Task.WaitAsync(cancellation);
        }
    }

    internal LogEntry Receive(Action<LogEntry> describe)
    {
        lock (_gate)
        {
            var entry = new LogEntry(_entries.Count + 1, Now(), ++_inFlight, Users);
            describe(entry);
            _entries.Add(entry);
            Changed(entry);
            return entry;
        }
    }

    internal void Describe(LogEntry entry, Action<LogEntry> describe)
    {
        lock (_gate)
        {
            describe(entry);
            _file?.Write("received", entry);
            Changed(entry);
        }
    }

    internal void Met(LogEntry entry, string fault)
    {
        lock (_gate)
        {
            entry.Fault = fault;
            Changed(entry);
        }
    }

    internal void Applied(LogEntry entry)
    {
        lock (_gate)
        {
            entry.AppliedAt ??= Now();
            entry.AppliedOrder ??= ++_applied;
            _file?.Write("applied", entry);
            Changed(entry);
        }
    }

    /// <summary>Ends a request; a second call changes nothing.</summary>
    internal void End(LogEntry entry, int? status)
    {
        lock (_gate)
        {
            if (entry.EndedAt is not null)
            {
                return;
            }
            entry.Status = status;
            entry.EndedAt = Now();
            _inFlight--;
            _file?.Write("ended", entry);
            Changed(entry);
        }
    }

    internal TimeSpan Now() => _time.GetElapsedTime(_start);

    private void Changed(LogEntry entry)
    {
        for (var index = _waiting.Count - 1; index >= 0; index--)
        {
            if (_waiting[index].Match(entry))
            {
                _waiting[index].Found.TrySetResult(entry);
                _waiting.RemoveAt(index);
            }
        }
    }
}
