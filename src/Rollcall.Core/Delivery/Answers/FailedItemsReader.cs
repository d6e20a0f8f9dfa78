using System.Buffers;
using System.Text;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;

namespace Rollcall.Core.Delivery.Answers;

/// <summary>Renders what an endpoint's answers call an item.</summary>
internal delegate void MatchRenderer(ReadOnlySpan<byte> record, ArrayBufferWriter<byte> into);

/// <summary>What an answer tells about the items of its request.</summary>
/// <param name="Failed">The items that it names, by index, ascending.</param>
/// <param name="Count">How many failed: as many as are named, or only how many there are.</param>
/// <param name="Unclear">Why it cannot be told which failed; null where it can.</param>
internal sealed record FailedReading(IReadOnlyList<FailedItem> Failed, long Count, string? Unclear)
{
    public static FailedReading None { get; } = new([], 0, null);

    public static FailedReading NotClear(string why) => new([], 0, why);
}

/// <summary>Finds the items of a batch that an answer says have failed.</summary>
internal sealed class FailedItemsReader(FailedItems rules, MatchRenderer render, SecretMask secrets)
{
    private const int LongestReason = 500;

    public FailedReading Read(AnswerBody body, ItemBatch items)
    {
        if (body.IsEmpty)
        {
            return FailedReading.None;
        }
        if (body.Json is not { } root)
        {
            return FailedReading.NotClear("the answer is not JSON");
        }
        if (rules.CountPath is { } path)
        {
            return FailedEntries.Count(path, root) is { } count
                ? new FailedReading([], count, null)
                : FailedReading.NotClear($"at {path.Text} there is no number of failed items");
        }
        return FailedEntries.Read(rules, root) switch
        {
            null => FailedReading.NotClear("its failed items are not told as the integration says"),
            { Count: 0 } => FailedReading.None,
            var entries => entries[0].Index is null ? ByKey(entries, items) : ByIndex(entries, items),
        };
    }

    private FailedReading ByIndex(List<FailedEntry> entries, ItemBatch items)
    {
        var reasons = new SortedDictionary<int, string?>();
        foreach (var entry in entries)
        {
            if (entry.Index >= items.Count)
            {
                return FailedReading.NotClear(
                    $"it names item {entry.Index} of a request of {items.Count}, counted from 0"
                );
            }
            reasons.TryAdd(entry.Index!.Value, entry.Reason);
        }
        return Of(reasons);
    }

    // In time that grows with entries plus items; what is allocated grows with the entries alone.
    private FailedReading ByKey(List<FailedEntry> entries, ItemBatch items)
    {
        var reasons = new Dictionary<string, string?>(entries.Count, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            reasons.TryAdd(entry.Key!, entry.Reason);
        }
        var failed = new SortedDictionary<int, string?>();
        var named = new HashSet<string>(reasons.Count, StringComparer.Ordinal);
        Match(items, reasons, failed, named);
        return named.Count == reasons.Count
            ? Of(failed)
            : FailedReading.NotClear(
                $"it names {Shown(reasons.Keys.First(key => !named.Contains(key)))}, which was not in the request"
            );
    }

    private void Match(
        ItemBatch items,
        Dictionary<string, string?> reasons,
        SortedDictionary<int, string?> failed,
        HashSet<string> named
    )
    {
        var lookup = reasons.GetAlternateLookup<ReadOnlySpan<char>>();
        var utf8 = new ArrayBufferWriter<byte>(256);
        var text = new char[256];
        for (var index = 0; index < items.Count; index++)
        {
            utf8.ResetWrittenCount();
            render(items[index], utf8);
            if (text.Length < utf8.WrittenCount)
            {
                text = new char[utf8.WrittenCount * 2];
            }
            var length = Encoding.UTF8.GetChars(utf8.WrittenSpan, text);
            if (lookup.TryGetValue(text.AsSpan(0, length), out var key, out var reason))
            {
                failed.Add(index, reason);
                named.Add(key);
            }
        }
    }

    private FailedReading Of(SortedDictionary<int, string?> reasons) =>
        new([.. reasons.Select(item => new FailedItem(item.Key, Shown(item.Value)))], reasons.Count, null);

    private string? Shown(string? words) => words is null ? null : ShortText.Cut(secrets.Hide(words), LongestReason);
}
