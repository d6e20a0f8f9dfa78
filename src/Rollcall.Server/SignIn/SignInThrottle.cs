using System.Collections.Concurrent;
using Rollcall.Server.Security;

namespace Rollcall.Server.SignIn;

/// <summary>Slows down guessing: after some wrong passwords, the next one for this account from this address is not looked at for a while.</summary>
/// <remarks>
/// Nothing is locked: the same account from an address that it was used from before, and a passkey from anywhere, work as
/// before. From all other addresses together an account's password is looked at ten times a minute. Whether the account
/// exists makes no difference.
/// </remarks>
public sealed class SignInThrottle(TimeProvider time)
{
    private const int Free = 5;
    private const int FreeForAddress = 50;
    private const int MostKept = 100_000;
    private const int AccountPerMinute = 10;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);
    private static readonly TimeSpan OwnerRemembered = TimeSpan.FromDays(30);

    private readonly ConcurrentDictionary<string, Tally> _tallies = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _owners = new(StringComparer.Ordinal);
    private readonly RequestWindows _accounts = new(AccountPerMinute, time);
    private readonly Lock _door = new();

    /// <summary>Begins an attempt. It counts as a wrong one until <see cref="Succeeded"/> says otherwise: of many that come at once none is free.</summary>
    /// <param name="account">The e-mail address as it was typed.</param>
    /// <param name="address">The network address of who types.</param>
    /// <returns>Zero: look at it. Else how long to wait; it was not counted.</returns>
    public TimeSpan Begin(string account, string address)
    {
        lock (_door)
        {
            if (Wait(account, address) is { Ticks: > 0 } wait)
            {
                return wait;
            }
            var own = Keys(account, address)[0];
            if (!_owners.ContainsKey(own) && _accounts.Take(own.Split('\n')[0]) is { Ticks: > 0 } full)
            {
                return full;
            }
            Failed(account, address);
            return TimeSpan.Zero;
        }
    }

    /// <summary>How long to wait before the next attempt is looked at; zero: not at all.</summary>
    /// <param name="account">The e-mail address as it was typed.</param>
    /// <param name="address">The network address of who types.</param>
    public TimeSpan Wait(string account, string address)
    {
        var waits = Keys(account, address)
            .Select(key => _tallies.TryGetValue(key, out var tally) ? tally.Until - time.GetUtcNow() : TimeSpan.Zero);
        return waits.Append(TimeSpan.Zero).Max();
    }

    /// <summary>Notes a wrong password or code.</summary>
    public void Failed(string account, string address)
    {
        var keys = Keys(account, address);
        Note(keys[0], Free);
        Note(keys[1], FreeForAddress);
        if (_tallies.Count > MostKept)
        {
            Sweep();
        }
    }

    /// <summary>Notes that the account's owner came in: the attempt was none of a guesser, and this address is the owner's.</summary>
    public void Succeeded(string account, string address)
    {
        var keys = Keys(account, address);
        _tallies.TryRemove(keys[0], out _);
        if (_tallies.TryGetValue(keys[1], out var tally))
        {
            _tallies[keys[1]] = tally with { Failures = tally.Failures - 1, Until = time.GetUtcNow() };
        }
        _owners[keys[0]] = time.GetUtcNow();
    }

    private static string[] Keys(string account, string address) =>
        [$"{account.Trim().ToUpperInvariant()}\n{address}", $"\n{address}"];

    private void Note(string key, int free)
    {
        var now = time.GetUtcNow();
        _tallies.AddOrUpdate(
            key,
            _ => new Tally(1, now, now),
            (_, tally) =>
            {
                var failures = now - tally.Last > Forgotten ? 1 : tally.Failures + 1;
                return new Tally(failures, now + Delay(failures, free), now);
            }
        );
    }

    private static TimeSpan Delay(int failures, int free) =>
        failures < free
            ? TimeSpan.Zero
            : TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(failures - free, 20)), Longest.TotalSeconds));

    private void Sweep()
    {
        var oldest = time.GetUtcNow() - Forgotten;
        foreach (var (key, tally) in _tallies)
        {
            if (tally.Last < oldest)
            {
                _tallies.TryRemove(key, out _);
            }
        }
        var longAgo = time.GetUtcNow() - OwnerRemembered;
        foreach (var (key, at) in _owners)
        {
            if (at < longAgo)
            {
                _owners.TryRemove(key, out _);
            }
        }
    }

    private sealed record Tally(int Failures, DateTimeOffset Until, DateTimeOffset Last);
}
