namespace Rollcall.Core.Delivery;

/// <summary>What came of sending a request once.</summary>
public sealed record Answer
{
    /// <summary>Whether a whole answer came, or what prevented it.</summary>
    public required AnswerKind Kind { get; init; }

    /// <summary>The status; null without an answer.</summary>
    public int? Status { get; init; }

    /// <summary>The body, decompressed, 256 KiB at most.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The answer's headers, the content's included; names compare without case.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>How long to wait, from <c>Retry-After</c> in seconds or as a date against the clock; null without a usable one. Never negative.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the request's first byte left: without it, nothing can have been applied.</summary>
    public required bool Sent { get; init; }

    /// <summary>Bytes of body that the request had on the wire.</summary>
    public long BytesSent { get; init; }

    /// <summary>Without an answer: the cause in words, for people. A redirect's target, escaped.</summary>
    public string? Detail { get; init; }

    /// <summary>The value of a header; null when it is not there.</summary>
    public string? Header(string name)
    {
        for (var index = 0; index < Headers.Count; index++)
        {
            if (Headers[index].Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return Headers[index].Value;
            }
        }
        return null;
    }
}

/// <summary>Whether a whole answer came, or what prevented it.</summary>
public enum AnswerKind
{
    /// <summary>A whole answer.</summary>
    Response,

    /// <summary>No connection: refused, no such host, network unreachable.</summary>
    CannotConnect,

    /// <summary>The deadline passed. With <see cref="Answer.Sent"/> the request may still be applied.</summary>
    TimedOut,

    /// <summary>The connection broke before the answer was whole.</summary>
    Dropped,

    /// <summary>The server's identity or the encryption was not acceptable.</summary>
    Tls,

    /// <summary>The egress guard refused the address; nothing was sent.</summary>
    AddressNotAllowed,

    /// <summary>The answer was larger than 256 KiB; its status came.</summary>
    ResponseTooLarge,
}
