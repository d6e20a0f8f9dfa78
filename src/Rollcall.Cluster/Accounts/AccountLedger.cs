namespace Rollcall.Cluster.Accounts;

/// <summary>Who holds which places and permits of an account. Pure: the caller tells the time.</summary>
/// <remarks>
/// Within any span of a rate's length no more requests leave than it says: permits that were given and not reported count
/// as if they left now.
/// </remarks>
internal sealed class AccountLedger
{
    /// <summary>Permits of a block, at most: few questions, and little that one run can hoard.</summary>
    public const int BlockSize = 100;

    /// <summary>A run that has not asked for so long is gone.</summary>
    public const long HolderPatience = 60_000;

    /// <summary>With more runs than places, who has one changes so often.</summary>
    private const long Turn = 2_000;

    /// <summary>A place that throttling took comes back after so long without any.</summary>
    private const long PlaceRegained = 10_000;

    private readonly Dictionary<string, Holder> _holders = [];
    private readonly List<Queue<long>> _departures = [];
    private long _pausedUntil;
    private long _throttledAt;
    private int _lost;

    /// <summary>How many runs use the account.</summary>
    public int Holders => _holders.Count;

    /// <summary>Gives a block.</summary>
    public PermitBlock Ask(PermitRequest request, long now)
    {
        Take(request, now);
        var holder = _holders[request.Holder];
        var most = Most(request.Limits, now);
        holder.Places = Math.Min(
            FairPlaces(request.Holder, most, now),
            Math.Max(0, most - HeldByOthers(request.Holder))
        );
        var (permits, wait) = request.Limits.Rates.Count == 0 ? (-1, 0) : Permits(request.Limits, now);
        holder.Permits = Math.Max(0, permits);
        return new PermitBlock(holder.Places, permits, wait, _pausedUntil > now ? _pausedUntil : 0);
    }

    /// <summary>A run is done.</summary>
    public void Leave(PermitRequest last, long now)
    {
        Take(last, now);
        _holders.Remove(last.Holder);
    }

    private void Take(PermitRequest request, long now)
    {
        Forget(now);
        if (!_holders.TryGetValue(request.Holder, out var holder))
        {
            _holders[request.Holder] = holder = new Holder();
        }
        (holder.Seen, holder.InFlight, holder.Permits) = (now, request.InFlight, 0);
        _pausedUntil = Math.Max(_pausedUntil, request.PausedUntil);
        if (request.Throttled)
        {
            _lost = request.Limits.Parallelism - Math.Max(1, Most(request.Limits, now) / 2);
            _throttledAt = now;
        }
        Log(request, now);
    }

    private void Log(PermitRequest request, long now)
    {
        for (var index = 0; index < request.Limits.Rates.Count; index++)
        {
            if (index == _departures.Count)
            {
                _departures.Add(new Queue<long>());
            }
            foreach (var departure in request.Departures)
            {
                _departures[index].Enqueue(departure);
            }
            while (
                _departures[index].TryPeek(out var oldest) && oldest <= now - request.Limits.Rates[index].Milliseconds
            )
            {
                _departures[index].Dequeue();
            }
        }
    }

    // What a lost run had been given may have left until now.
    private void Forget(long now)
    {
        foreach (var (name, holder) in _holders.Where(pair => now - pair.Value.Seen > HolderPatience).ToList())
        {
            foreach (var log in _departures)
            {
                for (var permit = 0; permit < holder.Permits; permit++)
                {
                    log.Enqueue(now);
                }
            }
            _holders.Remove(name);
        }
    }

    private int Most(AccountLimits limits, long now)
    {
        var regained = (now - _throttledAt) / PlaceRegained;
        return (int)Math.Clamp(limits.Parallelism - _lost + regained, 1, limits.Parallelism);
    }

    private int FairPlaces(string name, int most, long now)
    {
        var names = _holders.Keys.Order(StringComparer.Ordinal).ToList();
        var turn = (int)((names.IndexOf(name) + (now / Turn)) % names.Count);
        return (most / names.Count) + (turn < most % names.Count ? 1 : 0);
    }

    private int HeldByOthers(string name) =>
        _holders.Where(pair => pair.Key != name).Sum(pair => Math.Max(pair.Value.Places, pair.Value.InFlight));

    private (int Permits, long Wait) Permits(AccountLimits limits, long now)
    {
        var outstanding = _holders.Values.Sum(holder => holder.Permits);
        var (free, wait) = (BlockSize * _holders.Count, 0L);
        for (var index = 0; index < limits.Rates.Count; index++)
        {
            var (rate, log) = (limits.Rates[index], _departures[index]);
            var left = rate.Requests - log.Count - outstanding;
            free = Math.Min(free, left);
            if (left <= 0)
            {
                wait = Math.Max(wait, log.TryPeek(out var oldest) ? oldest + rate.Milliseconds - now + 1 : 50);
            }
        }
        return free <= 0 ? (0, Math.Max(1, wait)) : ((free + _holders.Count - 1) / _holders.Count, 0);
    }

    private sealed class Holder
    {
        public long Seen { get; set; }

        public int InFlight { get; set; }

        public int Places { get; set; }

        public int Permits { get; set; }
    }
}
