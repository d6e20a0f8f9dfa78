using Rollcall.Sandbox.Users;

namespace Rollcall.Sandbox.Log;

/// <summary>One request as the sandbox received it, and what became of it. Times count from the server's start on a monotonic clock.</summary>
public sealed class LogEntry
{
    internal LogEntry(long sequence, TimeSpan arrivedAt, int inFlight, UserTable users)
    {
        Sequence = sequence;
        ArrivedAt = arrivedAt;
        InFlight = inFlight;
        Table = users;
    }

    /// <summary>Its place in the order of arrival, from 1.</summary>
    public long Sequence { get; }

    /// <summary>When its header had arrived.</summary>
    public TimeSpan ArrivedAt { get; }

    /// <summary>
    /// Requests being worked on at its arrival, itself included. A request counts until just before the last of its
    /// answer is written, so that a client that keeps to a limit is never shown above it.
    /// </summary>
    public int InFlight { get; }

    /// <summary>The method.</summary>
    public string Method { get; internal set; } = "";

    /// <summary>The request target as it stood on the wire, still percent-encoded.</summary>
    public string Target { get; internal set; } = "";

    /// <summary>The header fields in order of arrival by name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; internal set; } = [];

    /// <summary>What it asks for.</summary>
    public Operation Operation { get; internal set; }

    /// <summary>The list it names; null if none.</summary>
    public string? ListId { get; internal set; }

    /// <summary>The name of a list to be created; null for other operations.</summary>
    public string? ListName { get; internal set; }

    /// <summary>Whether the whole body arrived.</summary>
    public bool Complete { get; internal set; }

    /// <summary>What is wrong with the body: it does not say what the request needs, or is larger than allowed; null if nothing is.</summary>
    public string? Problem { get; internal set; }

    /// <summary>The body's length in bytes as received, compressed if it was.</summary>
    public long BodyLength { get; internal set; }

    /// <summary>SHA-256 of the body as received, in lower-case hexadecimal.</summary>
    public string BodyHash { get; internal set; } = "";

    /// <summary>The beginning of the body as received, up to <see cref="SandboxOptions.KeepBodyBytes"/>.</summary>
    public byte[] Body { get; internal set; } = [];

    /// <summary>The numbers of the users it names, in the request's order.</summary>
    public ReadOnlyMemory<int> Items { get; internal set; }

    /// <summary>The properties it sets; empty for lists.</summary>
    public IReadOnlyList<PropertyChange> Properties { get; internal set; } = [];

    /// <summary>The indexes, in the request, of the users that were refused while the others were applied.</summary>
    public IReadOnlyList<int> Refused { get; internal set; } = [];

    /// <summary>When it was applied; null if it was not.</summary>
    public TimeSpan? AppliedAt { get; internal set; }

    /// <summary>Its place in the order in which requests were applied, from 1; null if it was not.</summary>
    public long? AppliedOrder { get; internal set; }

    /// <summary>The status that it was answered with; null without an answer.</summary>
    public int? Status { get; internal set; }

    /// <summary>When the answer, or what there was of it, was given; null while the request is open.</summary>
    public TimeSpan? EndedAt { get; internal set; }

    /// <summary>The fault that it met; null if none.</summary>
    public string? Fault { get; internal set; }

    /// <summary>The users it names.</summary>
    public IEnumerable<string> Users
    {
        get
        {
            for (var index = 0; index < Items.Length; index++)
            {
                yield return Table.TextOf(Items.Span[index]);
            }
        }
    }

    internal UserTable Table { get; }

    /// <summary>The ID of a user by its number.</summary>
    /// <param name="user">The number.</param>
    public string NameOf(int user) => Table.TextOf(user);

    /// <summary>The value of a header field; null if it is absent.</summary>
    /// <param name="name">Its name in any case.</param>
    public string? Header(string name) =>
        Headers.FirstOrDefault(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <inheritdoc/>
    public override string ToString() => $"#{Sequence} {Method} {Target} ({Items.Length} items) -> {Status}";
}
