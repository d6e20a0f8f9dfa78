using System.Text.Json.Serialization;
using Rollcall.Sandbox.Log;

namespace Rollcall.Sandbox.Faults;

/// <summary>A fault and the requests that it hits: those that pass every condition set here. Of several faults the first that hits counts.</summary>
public sealed record Fault
{
    /// <summary>What goes wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>Only requests of this operation; null (the default): of every one.</summary>
    public Operation? Operation { get; init; }

    /// <summary>Only requests that name this list; null (the default): any.</summary>
    public string? ListId { get; init; }

    /// <summary>Only requests that name this user; null (the default): any.</summary>
    public string? User { get; init; }

    /// <summary>Only requests with more items than this; null (the default): any.</summary>
    public int? AboveItems { get; init; }

    /// <summary>The share of the matching requests that is hit, from 0 to 1 (the default); which, the seed decides.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>How many matching requests pass first; default 0.</summary>
    public long Skip { get; init; }

    /// <summary>How often it hits at most; null (the default): for ever.</summary>
    public long? Count { get; init; }

    /// <summary>Whether the request is applied all the same, before the fault shows; default false. <see cref="FaultKind.Late"/> and <see cref="FaultKind.Partial"/> apply always.</summary>
    public bool Applied { get; init; }

    /// <summary>The status of the answer; default 503 for <see cref="FaultKind.Status"/>, 200 else.</summary>
    public int? Status { get; init; }

    /// <summary>The answer's <c>Retry-After</c>, sent as it stands: seconds, a date or junk; null (the default): none.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>The answer's <c>Location</c>; null (the default): none.</summary>
    public string? Location { get; init; }

    /// <summary>The answer's body; null (the default): the kind's own.</summary>
    public string? Body { get; init; }

    /// <summary>The body's media type; default <c>application/json</c>.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>A time as the kind says; in JSON seconds. Null: 1 second for <see cref="FaultKind.Late"/>, for ever for <see cref="FaultKind.Hang"/>, 100 ms else.</summary>
    [JsonConverter(typeof(SecondsConverter))]
    public TimeSpan? Delay { get; init; }

    /// <summary>A size as the kind says; default 64 MiB.</summary>
    public long Bytes { get; init; } = 64L << 20;

    /// <summary>The share of items that <see cref="FaultKind.Partial"/> refuses; default a half.</summary>
    public double Share { get; init; } = 0.5;

    /// <summary>A name for the log; null (the default): the kind and its status.</summary>
    public string? Name { get; init; }

    /// <summary>A fault that answers a status.</summary>
    /// <param name="operation">On which operation; null: on every one.</param>
    /// <param name="status">The status.</param>
    /// <param name="body">The body; null: an error that names the status.</param>
    public static Fault Answering(Operation? operation, int status, string? body = null) =>
        new()
        {
            Kind = FaultKind.Status,
            Operation = operation,
            Status = status,
            Body = body,
        };

    /// <inheritdoc/>
    public override string ToString() => Name ?? (Status is { } status ? $"{Kind} {status}" : Kind.ToString());
}
