using System.Collections.Concurrent;

namespace Rollcall.Server.Security;

/// <summary>Counts requests, or guesses, by who or what they are of, second by second, over the last minute.</summary>
/// <param name="most">Requests in any minute.</param>
/// <param name="time">The clock.</param>
internal sealed class RequestWindows(int most, TimeProvider time)
{
    private const int Seconds = 60;
    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<string, Window> _windows = new(StringComparer.Ordinal);

    /// <summary>Counts a request, if there is room for it.</summary>
    /// <param name="who">Who asks.</param>
    /// <returns>Zero: it may go on. Else how long until there is room; it was not counted.</returns>
    public TimeSpan Take(string who)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        if (_windows.Count > MostKept)
        {
            Sweep(now);
        }
        return _windows.GetOrAdd(who, _ => new Window()).Take(now, most);
    }

    private void Sweep(long now)
    {
        foreach (var (who, window) in _windows)
        {
            if (window.IsEmpty(now))
            {
                _windows.TryRemove(who, out _);
            }
        }
    }

    private sealed class Window
    {
        private readonly Lock _door = new();
        private readonly int[] _counts = new int[Seconds];
        private long _last;
        private int _sum;

        public TimeSpan Take(long now, int most)
        {
            lock (_door)
            {
                Forget(now);
                if (_sum >= most)
                {
                    return TimeSpan.FromSeconds(UntilRoom(now));
                }
                _counts[now % Seconds]++;
                _sum++;
                return TimeSpan.Zero;
            }
        }

        public bool IsEmpty(long now)
        {
            lock (_door)
            {
                return now - _last >= Seconds;
            }
        }

        // A clock that was set back leaves what was counted where it is.
        private void Forget(long now)
        {
            for (var second = Math.Max(_last + 1, now - Seconds + 1); second <= now; second++)
            {
                _sum -= _counts[second % Seconds];
                _counts[second % Seconds] = 0;
            }
            _last = Math.Max(_last, now);
        }

        private int UntilRoom(long now)
        {
            for (var age = Seconds - 1; age > 0; age--)
            {
                if (_counts[(now - age) % Seconds] > 0)
                {
                    return Seconds - age;
                }
            }
            return Seconds;
        }
    }
}
