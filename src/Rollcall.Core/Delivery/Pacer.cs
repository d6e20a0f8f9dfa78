using Rollcall.Core.Integrations;

namespace Rollcall.Core.Delivery;

/// <summary>Says when the next request may leave: rate limits of account and endpoint, parallelism, and the pauses that 429 answers ask for. Reads no clock: the caller tells the time.</summary>
public sealed class Pacer
{
    /// <summary>A pacer for one account.</summary>
    /// <param name="settings">Parallelism and general limits.</param>
    public Pacer(DeliverySettings settings) => throw new NotImplementedException();

    /// <summary>Requests that may be in flight now: the definition's parallelism, halved by each 429 answer (once per burst in flight), regained slowly by successes.</summary>
    public int Parallelism { get; }

    /// <summary>Until when nothing is sent to the account at all.</summary>
    public DateTimeOffset? PausedUntil { get; }

    /// <summary>How long a request of an endpoint has to wait; zero: it may leave now.</summary>
    public TimeSpan WaitFor(Endpoint endpoint, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>A request leaves.</summary>
    public void Leaves(Endpoint endpoint, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>An answer came: learns from 429 (and from 503 with Retry-After) and from success.</summary>
    public void Learn(Answer answer, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Nothing is sent before a time: what was kept from an earlier run or process.</summary>
    public void PauseUntil(DateTimeOffset time) => throw new NotImplementedException();
}
