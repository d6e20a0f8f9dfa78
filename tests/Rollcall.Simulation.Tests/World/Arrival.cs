using Rollcall.Simulation.Tests.Faults;

namespace Rollcall.Simulation.Tests.World;

/// <summary>A request that arrived, and what became of it.</summary>
internal sealed record Arrival(
    DateTimeOffset Time,
    string Path,
    string Body,
    string MessageId,
    Fault Fault,
    SimulatedProcess Process
)
{
    private long _step;

    /// <summary>When it was answered; null when it was not.</summary>
    public DateTimeOffset? Answered { get; private set; }

    /// <summary>The answer's status; null without one.</summary>
    public int? Status { get; private set; }

    /// <summary>Until when the answer asks for patience; null: it does not.</summary>
    public DateTimeOffset? PatienceUntil { get; private set; }

    /// <summary>
    /// Whether whoever sent it took the answer in and lived to write it down. The first step made durable after the
    /// answer may have been begun before it, and have waited for a full disk; the second knows of it.
    /// </summary>
    public bool WasHeard => _step > 0 && Process.CommitsAfter(_step) >= 2;

    public void IsAnswered(DateTimeOffset time, HttpResponseMessage answer)
    {
        (Answered, Status, _step) = (time, (int)answer.StatusCode, Process.NextStep());
        PatienceUntil =
            answer.Headers.RetryAfter?.Date ?? (answer.Headers.RetryAfter?.Delta is { } wait ? time + wait : null);
    }

    public override string ToString() => $"{Time:O} {Path} {MessageId} {Fault} {Status} {Body}";
}
