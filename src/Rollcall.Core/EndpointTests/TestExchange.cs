using Rollcall.Core.Delivery;

namespace Rollcall.Core.EndpointTests;

/// <summary>A request of a test that was sent, and what came of it.</summary>
public sealed record TestExchange
{
    /// <summary>What was sent, secrets masked.</summary>
    public required ShownRequest Request { get; init; }

    /// <summary>The answer's status; null without one.</summary>
    public int? Status { get; init; }

    /// <summary>The answer's headers, secrets masked.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ResponseHeaders { get; init; } = [];

    /// <summary>The answer's body as text, secrets masked; empty without one.</summary>
    public string Response { get; init; } = "";

    /// <summary>From the first byte sent to the last one read.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>What the answer means.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The classification that matched, or why there is no answer; null for a plain success.</summary>
    public DeliveryError? Error { get; init; }

    /// <summary>For a creation that succeeded: the list's ID.</summary>
    public ListId? ListId { get; init; }

    /// <summary>Whether the endpoint did what it was asked to, wholly.</summary>
    public bool Succeeded => Verdict == Verdict.Accepted && (Error is null || Status is >= 200 and < 300);
}
