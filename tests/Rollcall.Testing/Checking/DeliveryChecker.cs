using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Rollcall.Sandbox.Log;

namespace Rollcall.Testing.Checking;

/// <summary>
/// Judges what was delivered from the sandbox's log alone: it knows nothing of the engine, and nothing of what the
/// engine says about itself. What it finds wrong are sentences; none means that all is well.
/// </summary>
public sealed class DeliveryChecker
{
    /// <summary>The header that definitions of tests send <c>$message_id</c> in.</summary>
    public const string MessageIdHeader = "X-Message-Id";

    private readonly IReadOnlyList<LogEntry> _entries;

    /// <summary>A checker of a whole log.</summary>
    /// <param name="log">The log.</param>
    public DeliveryChecker(SandboxLog log)
        : this(log.Entries) { }

    /// <summary>A checker of part of a log.</summary>
    /// <param name="entries">In order of arrival.</param>
    public DeliveryChecker(IReadOnlyList<LogEntry> entries) => _entries = entries;

    /// <summary>Requests that may be in flight at once; default 4.</summary>
    public int MaxInFlight { get; init; } = 4;

    /// <summary>Items that a request may have; default 10,000.</summary>
    public int MaxItems { get; init; } = 10_000;

    /// <summary>How long the opposite of an unanswered operation must wait; default 60 s.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How much later than it was sent a request may be seen to arrive; default 200 ms.</summary>
    public TimeSpan Travel { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Everything that is never right, whatever was to be delivered.</summary>
    public IReadOnlyList<string> Violations() =>
        [
            .. Traffic(),
            .. MessageIds(),
            .. new OrderChecker(Settle - Travel).Check(_entries.Where(entry => entry.Complete)),
        ];

    /// <summary>What is wrong with a list in the end: users who are lost, users who should not be there.</summary>
    /// <param name="listId">The list.</param>
    /// <param name="expected">Who should be on it.</param>
    public IReadOnlyList<string> ListDiffers(string listId, IEnumerable<string> expected) =>
        Differs($"list {listId}", Replay.List(_entries, listId), expected);

    /// <summary>What is wrong with a property in the end.</summary>
    /// <param name="property">The property.</param>
    /// <param name="value">Which value is looked at.</param>
    /// <param name="expected">Who should have it.</param>
    public IReadOnlyList<string> PropertyDiffers(string property, bool value, IEnumerable<string> expected) =>
        Differs($"property {property} = {value}", Replay.Property(_entries, property, value), expected);

    /// <summary>Batches that arrived although an equal one (same operation, list and items) had arrived before.</summary>
    public IReadOnlyList<LogEntry> Repeats()
    {
        var seen = new HashSet<string>();
        return [.. Batches().Where(entry => !seen.Add(Identity(entry)))];
    }

    /// <summary>The requests that carry items or members, whole ones only.</summary>
    public IEnumerable<LogEntry> Batches() => _entries.Where(entry => entry.Complete && IsBatch(entry.Operation));

    private static bool IsBatch(Operation operation) =>
        operation
            is Operation.Add
                or Operation.Remove
                or Operation.AddMember
                or Operation.RemoveMember
                or Operation.UpdateUsers
                or Operation.SetProperty;

    private IEnumerable<string> Traffic()
    {
        foreach (var entry in _entries)
        {
            if (entry.InFlight > MaxInFlight)
            {
                yield return $"{entry}: {entry.InFlight} requests in flight, {MaxInFlight} allowed";
            }
            if (entry.Operation == Operation.Unknown)
            {
                yield return $"{entry}: the sandbox has nothing there";
            }
            if (
                entry.Header("Transfer-Encoding") is not null
                || (HasBody(entry) && entry.Header("Content-Length") is null)
            )
            {
                yield return $"{entry}: a body without Content-Length";
            }
        }
        foreach (var entry in Batches())
        {
            if (entry.Problem is not null && entry.Status != 413)
            {
                yield return $"{entry}: {entry.Problem}";
            }
            else if (entry.Items.Length == 0 && entry.Problem is null)
            {
                yield return $"{entry}: an empty batch";
            }
            if (entry.Items.Length > MaxItems)
            {
                yield return $"{entry}: {entry.Items.Length} items, {MaxItems} allowed";
            }
            if (entry.Items.ToArray().Distinct().Count() != entry.Items.Length)
            {
                yield return $"{entry}: a user twice in one batch";
            }
        }
    }

    private static bool HasBody(LogEntry entry) => entry.Method is "POST" or "PUT" or "PATCH";

    /// <summary>One message ID, one batch; and a batch that is repeated right after an attempt without an answer keeps its own.</summary>
    private IEnumerable<string> MessageIds()
    {
        var identities = new Dictionary<string, string>();
        var unanswered = new Dictionary<string, LogEntry>();
        foreach (var entry in Batches().Where(entry => entry.Header(MessageIdHeader) is not null))
        {
            var message = entry.Header(MessageIdHeader)!;
            var identity = Identity(entry);
            if (!identities.TryAdd(message, identity) && identities[message] != identity)
            {
                yield return $"{entry}: message {message} was another batch before";
            }
            if (unanswered.Remove(identity, out var before) && before.Header(MessageIdHeader) != message)
            {
                yield return $"{entry}: repeats {before} under another message ID";
            }
            if (entry.Status is null)
            {
                unanswered[identity] = entry;
            }
        }
    }

    private static string Identity(LogEntry entry)
    {
        var items = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(entry.Items.Span)));
        var values = string.Join(',', entry.Properties.Select(change => $"{change.Name}={change.Value}").Distinct());
        return $"{entry.Operation} {entry.ListId} {values} {items}";
    }

    private static IReadOnlyList<string> Differs(string what, IReadOnlySet<string> actual, IEnumerable<string> expected)
    {
        var wanted = expected.ToHashSet();
        var lost = wanted.Where(user => !actual.Contains(user)).ToList();
        var extra = actual.Where(user => !wanted.Contains(user)).ToList();
        return
        [
            .. Told($"{what}: {lost.Count} of {wanted.Count} users are lost", lost),
            .. Told($"{what}: {extra.Count} users should not be there", extra),
        ];
    }

    private static IEnumerable<string> Told(string sentence, List<string> users) =>
        users.Count == 0 ? [] : [$"{sentence}, such as {string.Join(", ", users.Take(5))}"];
}
