using Rollcall.Core.Delivery;
using Rollcall.Core.Integrations;

namespace Rollcall.Cluster.Accounts;

/// <summary>A run's part of an account: asks the account's grain for places and blocks of permits in good time, so that no request waits for a question.</summary>
public sealed class AccountShare : IAccountShare, IAsyncDisposable
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskAgainSoon = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Answering = TimeSpan.FromMilliseconds(2);

    private readonly Lock _lock = new();
    private readonly IAccountGrain _grain;
    private readonly string _holder;
    private readonly AccountLimits _limits;
    private readonly TimeProvider _time;
    private List<long> _departures = [];
    private Task _question = Task.CompletedTask;
    private PermitBlock _block = new(0, 0, 0, 0);
    private DateTimeOffset _nextQuestion;
    private DateTimeOffset _pausedUntil;
    private int _inFlight;
    private int _permits;
    private bool _throttled;

    /// <summary>A run's part.</summary>
    /// <param name="grain">The account's.</param>
    /// <param name="holder">The run.</param>
    /// <param name="settings">The limits of its definition.</param>
    /// <param name="time">The clock.</param>
    public AccountShare(IAccountGrain grain, string holder, DeliverySettings settings, TimeProvider time)
    {
        (_grain, _holder, _time) = (grain, holder, time);
        _limits = new AccountLimits(
            Math.Max(1, settings.Parallelism),
            [
                .. settings.RateLimits.Select(rate => new AccountRate(
                    rate.Requests,
                    (long)Math.Ceiling(rate.Per.TotalMilliseconds)
                )),
            ]
        );
    }

    private bool IsUnlimited => _limits.Rates.Count == 0;

    /// <inheritdoc/>
    public int Parallelism
    {
        get
        {
            lock (_lock)
            {
                return _block.Places;
            }
        }
    }

    /// <inheritdoc/>
    public TimeSpan WaitFor(DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_question.IsCompleted && now >= _nextQuestion)
            {
                Ask(now);
            }
            if (_pausedUntil > now)
            {
                return _pausedUntil - now;
            }
            if (_block.Places > 0 && (_permits > 0 || (IsUnlimited && _block.Permits < 0)))
            {
                return TimeSpan.Zero;
            }
            return _question.IsCompleted && _nextQuestion > now ? _nextQuestion - now : Answering;
        }
    }

    /// <inheritdoc/>
    public void Leaves(DateTimeOffset now)
    {
        lock (_lock)
        {
            _inFlight++;
            if (IsUnlimited)
            {
                return;
            }
            _departures.Add(now.ToUnixTimeMilliseconds());
            if (--_permits <= 0)
            {
                _nextQuestion = now;
            }
        }
    }

    /// <inheritdoc/>
    public void Learn(Answer answer, DateTimeOffset now)
    {
        lock (_lock)
        {
            _inFlight = Math.Max(0, _inFlight - 1);
            if (answer.Status is 429 or 503 && answer.RetryAfter is { } wait && wait > TimeSpan.Zero)
            {
                var until = now + (wait < Pacer.LongestPause ? wait : Pacer.LongestPause);
                _pausedUntil = until > _pausedUntil ? until : _pausedUntil;
                _nextQuestion = now;
            }
            _throttled |= answer.Status == 429;
        }
    }

    /// <summary>Gives everything back.</summary>
    public async ValueTask DisposeAsync()
    {
        Task question;
        PermitRequest last;
        lock (_lock)
        {
            (question, last) = (_question, Request());
        }
        await question.ConfigureAwait(false);
        try
        {
            await _grain.Leave(last).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The grain forgets a run that does not ask any more; the run has ended either way.
        catch (Exception)
#pragma warning restore CA1031
        {
            return;
        }
    }

    // Permits that are left over go back with the question, so that they are not counted twice.
    private void Ask(DateTimeOffset now)
    {
        _permits = 0;
        var request = Request();
        (_departures, _throttled) = ([], false);
        _nextQuestion = now + AskAgain;
        _question = Task.Run(() => AskAsync(request));
    }

    private PermitRequest Request() =>
        new()
        {
            Holder = _holder,
            Limits = _limits,
            Departures = _departures,
            InFlight = _inFlight,
            Throttled = _throttled,
            PausedUntil = _pausedUntil == default ? 0 : _pausedUntil.ToUnixTimeMilliseconds(),
        };

    private async Task AskAsync(PermitRequest request)
    {
        try
        {
            var block = await _grain.Ask(request).ConfigureAwait(false);
            lock (_lock)
            {
                Take(block, _time.GetUtcNow());
            }
        }
#pragma warning disable CA1031 // Whatever it is (the process ends, a machine is lost): nothing leaves without a permit, and it is asked again.
        catch (Exception)
#pragma warning restore CA1031
        {
            lock (_lock)
            {
                _departures.InsertRange(0, request.Departures);
                _throttled |= request.Throttled;
            }
        }
    }

    private void Take(PermitBlock block, DateTimeOffset now)
    {
        (_block, _permits) = (block, Math.Max(0, block.Permits));
        var paused = DateTimeOffset.FromUnixTimeMilliseconds(block.PausedUntil);
        _pausedUntil = paused > _pausedUntil ? paused : _pausedUntil;
        if (block.Permits == 0)
        {
            _nextQuestion = now + TimeSpan.FromMilliseconds(block.Wait);
        }
        else if (block.Places == 0 || _inFlight > block.Places)
        {
            _nextQuestion = now + AskAgainSoon;
        }
    }
}
