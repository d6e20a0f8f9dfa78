using Rollcall.Sandbox.Log;
using Rollcall.Sandbox.Users;

namespace Rollcall.Testing.Checking;

/// <summary>What the destination must hold, worked out from the requests in the order in which they were applied.</summary>
internal static class Replay
{
    public static IReadOnlySet<string> List(IReadOnlyList<LogEntry> entries, string listId)
    {
        var members = new UserSet();
        foreach (var entry in Applied(entries).Where(entry => entry.ListId == listId))
        {
            foreach (var index in AppliedItems(entry))
            {
                var user = entry.Items.Span[index];
                _ = Enters(entry.Operation) ? members.Add(user) : members.Remove(user);
            }
        }
        return Names(entries, members);
    }

    public static IReadOnlySet<string> Property(IReadOnlyList<LogEntry> entries, string property, bool value)
    {
        var users = new UserSet();
        foreach (var entry in Applied(entries))
        {
            var refused = entry.Refused.ToHashSet();
            foreach (var change in entry.Properties.Where(change => change.Name == property))
            {
                if (!refused.Contains(change.Item))
                {
                    var user = entry.Items.Span[change.Item];
                    _ = change.Value == value ? users.Add(user) : users.Remove(user);
                }
            }
        }
        return Names(entries, users);
    }

    private static IEnumerable<LogEntry> Applied(IReadOnlyList<LogEntry> entries) =>
        entries.Where(entry => entry.AppliedOrder is not null).OrderBy(entry => entry.AppliedOrder);

    private static bool Enters(Operation operation) => operation is Operation.Add or Operation.AddMember;

    private static IEnumerable<int> AppliedItems(LogEntry entry)
    {
        var refused = entry.Refused.Count == 0 ? null : entry.Refused.ToHashSet();
        return Enumerable.Range(0, entry.Items.Length).Where(index => refused?.Contains(index) != true);
    }

    private static HashSet<string> Names(IReadOnlyList<LogEntry> entries, UserSet users) =>
        entries.Count == 0 ? [] : [.. users.Select(entries[0].NameOf)];
}
