namespace Rollcall.Core.Delivery;

/// <summary>Is told of every request of a run and what came of it, with secrets masked.</summary>
public interface IRequestLog
{
    /// <summary>A request has come to its end. Called one at a time; must return quickly.</summary>
    void Add(LoggedRequest request);
}

/// <summary>A request and what came of it, as people with the right may see it.</summary>
public sealed record LoggedRequest
{
    /// <summary>When its sending began.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The endpoint's name.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The address, secrets masked.</summary>
    public required string Url { get; init; }

    /// <summary>Items in it; 0 for a creation.</summary>
    public required int Items { get; init; }

    /// <summary>Whether it was accepted, in whole or part.</summary>
    public required bool Succeeded { get; init; }

    /// <summary>The answer's status; null without one.</summary>
    public int? Status { get; init; }

    /// <summary>The error type; null for a success.</summary>
    public string? ErrorType { get; init; }

    /// <summary>From the beginning of sending to the end of the answer, in milliseconds.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>The beginning of the body, secrets masked.</summary>
    public required string Request { get; init; }

    /// <summary>The beginning of the answer's body, secrets masked; without an answer the cause in words.</summary>
    public required string Response { get; init; }
}
