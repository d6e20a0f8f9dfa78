using Rollcall.Sandbox.Http;
using Rollcall.Sandbox.Lists;
using Rollcall.Sandbox.Log;
using Rollcall.Sandbox.Properties;
using Rollcall.Sandbox.Requests;
using Rollcall.Sandbox.Rules;

namespace Rollcall.Sandbox.Destination;

/// <summary>What the sandbox holds, and what requests do to it; knows nothing of HTTP connections and faults.</summary>
internal sealed class SandboxDestination
{
    private readonly Lock _gate = new();
    private readonly SandboxLog _log;
    private volatile CompiledRules _rules;

    public SandboxDestination(SandboxLog log, SandboxRules rules)
    {
        _log = log;
        Lists = new SandboxLists(log.Users, _gate);
        Properties = new SandboxProperties(log.Users, _gate);
        _rules = new CompiledRules(rules, log.Users);
    }

    public SandboxLists Lists { get; }

    public SandboxProperties Properties { get; }

    public SandboxRules Rules
    {
        get => _rules.Rules;
        set => _rules = new CompiledRules(value, _log.Users);
    }

    /// <summary>Does what a request asks for, all of it or as the rules say, and logs it as applied if it changed or confirmed anything.</summary>
    /// <param name="entry">The request.</param>
    /// <param name="content">Its body.</param>
    /// <param name="failing">Indexes of items that are to be refused besides those that the rules refuse; null for none.</param>
    public Answer Do(LogEntry entry, RequestContent content, Func<int, bool>? failing)
    {
        if (content.Problem is { } problem)
        {
            return Answer.Error(400, "invalid_request", problem);
        }
        var rules = _rules;
        if (content.Users.Count > rules.Rules.MaxItems)
        {
            return Answer.Error(413, "too_many_items", $"A request may have {rules.Rules.MaxItems} items at most.");
        }
        lock (_gate)
        {
            return entry.Operation switch
            {
                Operation.CreateList => Create(entry, content, rules.Rules),
                Operation.DeleteList => Delete(entry),
                Operation.Add or Operation.Remove => Change(entry, content, rules, failing),
                Operation.AddMember or Operation.RemoveMember => ChangeOne(entry, content, rules, failing),
                Operation.UpdateUsers or Operation.SetProperty => SetProperties(entry, content, rules, failing),
                _ => Answer.Error(404, "not_found", $"The sandbox has nothing at {entry.Method} {entry.Target}."),
            };
        }
    }

    private Answer Create(LogEntry entry, RequestContent content, SandboxRules rules)
    {
        var key = entry.Header("Idempotency-Key");
        if (key is not null && Lists.CreatedBy(key) is { } before)
        {
            return Answers.Created(before);
        }
        if (Lists.All.Count >= rules.MaxLists)
        {
            return Answers.ListLimit(rules.MaxLists.Value);
        }
        if (content.ListId is { } id && Lists.TryGet(id, out _))
        {
            return Answer.Error(409, "list_exists", $"There is a list {id} already.");
        }
        var list = Lists.Create(content.ListName!, content.ListId);
        if (key is not null)
        {
            Lists.Remember(key, list);
        }
        entry.ListId = list.Id;
        _log.Applied(entry);
        return Answers.Created(list);
    }

    private Answer Delete(LogEntry entry)
    {
        if (!Lists.Delete(entry.ListId!))
        {
            return Answers.NoList(entry.ListId!);
        }
        _log.Applied(entry);
        return Answer.Json(200, json => json.WriteString("deleted", entry.ListId));
    }

    private Answer Change(LogEntry entry, RequestContent content, CompiledRules rules, Func<int, bool>? failing)
    {
        var entering = entry.Operation is Operation.Add or Operation.AddMember;
        if (!Lists.TryGet(entry.ListId!, out var list))
        {
            return Answers.NoList(entry.ListId!);
        }
        var refused = new Refusals(rules, failing);
        for (var index = 0; index < content.Users.Count; index++)
        {
            refused.Judge(index, content.Users[index], entering);
        }
        if (refused.RefuseWhole)
        {
            return Answers.InvalidUser();
        }
        for (var index = 0; index < content.Users.Count; index++)
        {
            if (!refused.Contains(index))
            {
                Put(list, content, index, entering);
            }
        }
        return Finish(entry, entering ? "added" : "removed", refused);
    }

    private Answer ChangeOne(LogEntry entry, RequestContent content, CompiledRules rules, Func<int, bool>? failing)
    {
        if (rules.Rules.StrictMembers && Lists.TryGet(entry.ListId!, out var list))
        {
            switch (entry.Operation, list.Holds(content.Users[0]))
            {
                case (Operation.AddMember, true):
                    return Answer.Error(409, "already_member", "The user is on the list already.");
                case (Operation.RemoveMember, false):
                    return Answer.Error(404, "no_member", "The user is not on the list.");
            }
        }
        return Change(entry, content, rules, failing);
    }

    private Answer SetProperties(LogEntry entry, RequestContent content, CompiledRules rules, Func<int, bool>? failing)
    {
        var refused = new Refusals(rules, failing);
        foreach (var change in content.Properties)
        {
            refused.Judge(change.Item, content.Users[change.Item], change.Value);
        }
        if (refused.RefuseWhole)
        {
            return Answers.InvalidUser();
        }
        foreach (var change in content.Properties)
        {
            if (!refused.Contains(change.Item))
            {
                Properties.Set(content.Users[change.Item], change.Name, change.Value);
            }
        }
        return Finish(entry, "updated", refused);
    }

    private Answer Finish(LogEntry entry, string verb, Refusals refused)
    {
        entry.Refused = refused.Indexes;
        _log.Applied(entry);
        return Answers.Done(entry, verb, refused.Shape);
    }

    private static void Put(SandboxList list, RequestContent content, int index, bool entering)
    {
        var user = content.Users[index];
        if (entering)
        {
            list.Add(user, index < content.Values.Count ? content.Values[index] : null);
        }
        else
        {
            list.Remove(user);
        }
    }
}
