using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Tests.Diffing;

/// <summary>
/// The diff and the promotion once more, as plain sets: dictionaries, one item at a time, written from the product's
/// rules and not from the code. Slow and simple; what the real ones are held against.
/// </summary>
internal sealed class SetModel
{
    public Dictionary<string, ModelItem> Items { get; private set; } = [];

    public Dictionary<
        (string Id, Operation Operation),
        (string Values, DateTimeOffset Tried, bool RetryNow)
    > Rejections { get; } = [];

    public Dictionary<Lane, List<ModelPlanned>> Lanes { get; } = [];

    public HashSet<(string Id, Operation Operation)> Stale { get; } = [];

    public int StillRejected { get; private set; }

    public void Diff(
        IReadOnlyDictionary<string, string> cohort,
        DiffSettings settings,
        Func<Operation, string, bool> sendable
    )
    {
        Lanes.Clear();
        Stale.Clear();
        StillRejected = 0;
        foreach (var lane in Enum.GetValues<Lane>())
        {
            Lanes[lane] = [];
        }
        foreach (var id in cohort.Keys.Union(Items.Keys).Union(Rejections.Keys.Select(key => key.Id)).ToList())
        {
            var item = Items.GetValueOrDefault(id) ?? new ModelItem("", MemberState.Absent, false, false, false);
            if (cohort.TryGetValue(id, out var values))
            {
                Want(id, values, item, settings, sendable);
            }
            else
            {
                LetGo(id, item, settings, sendable);
            }
        }
    }

    public void Promote(IReadOnlyDictionary<(Lane Lane, string Id), Fate> fates, PromotionSettings settings)
    {
        var next = new Dictionary<string, ModelItem>();
        var ids = Items.Keys.Union(Lanes.Values.SelectMany(lane => lane.Select(planned => planned.Id)));
        foreach (var id in ids.ToList())
        {
            var item = Items.GetValueOrDefault(id) ?? new ModelItem("", MemberState.Absent, false, false, false);
            item = item with
            {
                AddMark = item.AddMark && settings.AddsMayLand,
                RemoveMark = item.RemoveMark && settings.RemovesMayLand,
                Older = item.Older && item.AddMark && settings.AddsMayLand,
                Back = item.Back && Lanes.Values.Any(lane => lane.Any(planned => planned.Id == id)),
            };
            foreach (var lane in Lanes.Keys.OrderBy(IsAdd))
            {
                if (Lanes[lane].Find(planned => planned.Id == id) is { } planned)
                {
                    item = After(item, IsAdd(lane), planned.Values, fates.GetValueOrDefault((lane, id)));
                }
            }
            if (!item.IsNothing)
            {
                next[id] = item;
            }
        }
        Items = next;
    }

    public static bool IsAdd(Lane lane) =>
        lane is Lane.Adds or Lane.RejectedAdds or Lane.SettlingAdds or Lane.ReplacedAdds or Lane.UnsendableAdds;

    private static ModelItem After(ModelItem item, bool isAdd, string values, Fate? fate)
    {
        fate ??= new Fate(Outcome.None, false);
        var acknowledged = fate.Outcome == Outcome.Acknowledged;
        if (!acknowledged && fate.Outcome != Outcome.InDoubt && !fate.MayLand)
        {
            return fate.Outcome switch
            {
                Outcome.Refused => item with { Back = true },
                Outcome.Rejected => item with { Back = false },
                _ => item,
            };
        }
        if (!isAdd)
        {
            var gone = acknowledged ? MemberState.Absent : MemberState.InDoubt;
            return new ModelItem(item.Values, gone, false, item.RemoveMark || fate.MayLand, false);
        }
        var older = item.AddMark && (item.Older || item.Values != values);
        var state = acknowledged && !older ? MemberState.Present : MemberState.InDoubt;
        return new ModelItem(values, state, item.AddMark || fate.MayLand, false, false, older);
    }

    private void Want(
        string id,
        string values,
        ModelItem item,
        DiffSettings settings,
        Func<Operation, string, bool> sendable
    )
    {
        var maybeThere = item.State != MemberState.Absent;
        var differs = maybeThere && item.Values != values;
        var settled =
            item.State == MemberState.Present && !settings.Full && (!differs || settings.OnChange == OnChange.Ignore);
        var replace = !settled && differs && settings.OnChange == OnChange.Replace;
        var isChange = replace || (differs && item.State == MemberState.Present);
        var hasAdd = Rejections.TryGetValue((id, Operation.Add), out var add);
        var refusedNow = hasAdd && add.Values == values && !settled;
        if (hasAdd && !refusedNow)
        {
            Stale.Add((id, Operation.Add));
        }
        var hasRemove = Rejections.TryGetValue((id, Operation.Remove), out var remove);
        if (hasRemove && !replace)
        {
            Stale.Add((id, Operation.Remove));
        }
        if (settled)
        {
            return;
        }
        var waits = refusedNow && !add.RetryNow && !settings.Full && settings.Now - add.Tried < TimeSpan.FromDays(1);
        if (waits || (replace && hasRemove && !remove.RetryNow && settings.Now - remove.Tried < TimeSpan.FromHours(1)))
        {
            StillRejected++;
            return;
        }
        if (replace && item.AddMark && settings.AddsMayLand)
        {
            Put(
                sendable(Operation.Remove, item.Values) ? Lane.SettlingRemoves : Lane.UnsendableRemoves,
                id,
                item.Values,
                true
            );
            return;
        }
        if (!sendable(Operation.Add, values))
        {
            Put(Lane.UnsendableAdds, id, values, isChange);
            return;
        }
        if (!replace)
        {
            Put(
                item.RemoveMark && settings.RemovesMayLand ? Lane.SettlingAdds
                    : refusedNow ? Lane.RejectedAdds
                    : Lane.Adds,
                id,
                values,
                isChange
            );
        }
        else if (!sendable(Operation.Remove, item.Values))
        {
            Put(Lane.UnsendableRemoves, id, item.Values, true);
        }
        else
        {
            Put(Lane.Removes, id, item.Values, true);
            Put(Lane.ReplacedAdds, id, values, true);
        }
    }

    private void LetGo(string id, ModelItem item, DiffSettings settings, Func<Operation, string, bool> sendable)
    {
        if (Rejections.ContainsKey((id, Operation.Add)))
        {
            Stale.Add((id, Operation.Add));
        }
        var rejected = Rejections.TryGetValue((id, Operation.Remove), out var remove);
        if (item.State == MemberState.Absent)
        {
            if (rejected)
            {
                Stale.Add((id, Operation.Remove));
            }
            return;
        }
        if (rejected && !remove.RetryNow && settings.Now - remove.Tried < TimeSpan.FromHours(1))
        {
            return;
        }
        var lane =
            !sendable(Operation.Remove, item.Values) ? Lane.UnsendableRemoves
            : item.AddMark && settings.AddsMayLand ? Lane.SettlingRemoves
            : rejected ? Lane.RejectedRemoves
            : Lane.Removes;
        Put(lane, id, item.Values, false);
    }

    private void Put(Lane lane, string id, string values, bool isChange) =>
        Lanes[lane].Add(new ModelPlanned(id, values, isChange));
}
