using Rollcall.Sandbox.Log;

namespace Rollcall.Testing.Checking;

/// <summary>For one user, an operation and its opposite neither overlap nor overtake each other, and an unanswered one has its settle time.</summary>
internal sealed class OrderChecker(TimeSpan settle)
{
    private readonly Dictionary<(string Place, int User), Last> _last = [];

    /// <summary>What is wrong, at most ten sentences.</summary>
    /// <param name="entries">In order of arrival.</param>
    public IEnumerable<string> Check(IEnumerable<LogEntry> entries) => entries.SelectMany(Check).Take(10);

    private IEnumerable<string> Check(LogEntry entry)
    {
        foreach (var (place, user, enters) in Steps(entry))
        {
            if (
                _last.TryGetValue((place, user), out var last)
                && last.Enters != enters
                && Problem(last, entry) is { } problem
            )
            {
                yield return $"{entry}: user {entry.NameOf(user)} {problem} {last.Entry}";
            }
            Remember((place, user), enters, entry, last);
        }
    }

    private string? Problem(Last last, LogEntry entry)
    {
        if (last.UnansweredAt is { } unanswered && entry.ArrivedAt - unanswered < settle)
        {
            return "is turned round before the settle time of the unanswered";
        }
        if (last.Entry.EndedAt is null || last.Entry.EndedAt > entry.ArrivedAt)
        {
            return "is turned round during";
        }
        return last.Entry.AppliedOrder > (entry.AppliedOrder ?? long.MaxValue)
            ? "was turned round, and overtaken by"
            : null;
    }

    /// <summary>An unanswered attempt counts although a later one of the same kind was answered: it may still land.</summary>
    private void Remember((string, int) key, bool enters, LogEntry entry, Last? last)
    {
        var unanswered =
            entry.Status is null ? entry.ArrivedAt
            : last?.Enters == enters ? last.UnansweredAt
            : null;
        _last[key] = new Last(enters, entry, unanswered);
    }

    private static IEnumerable<(string Place, int User, bool Enters)> Steps(LogEntry entry)
    {
        switch (entry.Operation)
        {
            case Operation.Add or Operation.AddMember or Operation.Remove or Operation.RemoveMember:
                var enters = entry.Operation is Operation.Add or Operation.AddMember;
                foreach (var user in entry.Items.ToArray())
                {
                    yield return ("list " + entry.ListId, user, enters);
                }
                break;
            case Operation.UpdateUsers or Operation.SetProperty:
                foreach (var change in entry.Properties)
                {
                    yield return ("property " + change.Name, entry.Items.Span[change.Item], change.Value);
                }
                break;
        }
    }

    private sealed record Last(bool Enters, LogEntry Entry, TimeSpan? UnansweredAt);
}
