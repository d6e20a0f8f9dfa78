using Rollcall.Core.Integrations;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Diffing;

/// <summary>What is known of one key when it is decided what to do with it.</summary>
/// <param name="Wanted">It is in the cohort.</param>
/// <param name="WantedHash">Its record's hash there.</param>
/// <param name="Standing">What is known of it at the destination.</param>
/// <param name="KnownHash">The hash of the record that it has, or may have, there.</param>
/// <param name="Add">An add of it that was refused.</param>
/// <param name="Remove">A remove of it that was refused.</param>
internal readonly record struct ItemSituation(
    bool Wanted,
    ulong WantedHash,
    Standing Standing,
    ulong KnownHash,
    Rejection? Add,
    Rejection? Remove
);

/// <summary>What is done with a key.</summary>
internal enum ItemStep : byte
{
    Nothing,
    Add,
    Remove,
    Replace,
}

/// <summary>What is done with a key, and how.</summary>
internal readonly record struct ItemDecision
{
    public ItemStep Step { get; init; }

    /// <summary>For an add or a remove.</summary>
    public Lane Lane { get; init; }

    /// <summary>It came back from the last run.</summary>
    public bool First { get; init; }

    public bool IsChange { get; init; }

    /// <summary>A rejected add, if there is one, no longer means anything.</summary>
    public bool StaleAdd { get; init; }

    /// <summary>A rejected remove, if there is one, no longer means anything.</summary>
    public bool StaleRemove { get; init; }

    /// <summary>It is wanted, and not sent because it was rejected not long ago.</summary>
    public bool StillRejected { get; init; }
}

/// <summary>
/// The rules of the diff, key by key: wanted and not surely present with these values → add; not wanted and not surely
/// absent → remove.
/// </summary>
internal sealed class ItemRules(DiffSettings settings)
{
    private static readonly TimeSpan AddPatience = TimeSpan.FromDays(1);
    private static readonly TimeSpan RemovePatience = TimeSpan.FromHours(1);

    public ItemDecision Decide(in ItemSituation item) => item.Wanted ? Want(item) : LetGo(item);

    /// <summary>Whether a rejected remove is tried again.</summary>
    public bool IsDue(Rejection remove) => IsDue(remove, RemovePatience);

    private ItemDecision Want(in ItemSituation item)
    {
        var same = item.Standing.State != MemberState.Absent && item.KnownHash == item.WantedHash;
        var isPresent = item.Standing.State == MemberState.Present;
        if (isPresent && !settings.Full && (same || settings.OnChange == OnChange.Ignore))
        {
            return new ItemDecision { StaleAdd = true, StaleRemove = true };
        }
        // In doubt with other values counts too: they may be there, and an add would not replace them.
        var replace = settings.OnChange == OnChange.Replace && item.Standing.State != MemberState.Absent && !same;
        var rejected = item.Add is { } add && add.RecordHash == item.WantedHash;
        var decision = new ItemDecision
        {
            IsChange = replace || (isPresent && !same),
            StaleAdd = !rejected,
            StaleRemove = !replace,
        };
        if ((rejected && !IsAddDue(item.Add!)) || (replace && item.Remove is { } remove && !IsDue(remove)))
        {
            return decision with { StillRejected = true };
        }
        return replace
            ? Replace(decision, item.Standing)
            : decision with
            {
                Step = ItemStep.Add,
                Lane = AddLane(item.Standing, rejected),
                First = IsBack(item.Standing),
            };
    }

    private ItemDecision LetGo(in ItemSituation item)
    {
        if (item.Standing.State == MemberState.Absent)
        {
            return new ItemDecision { StaleAdd = true, StaleRemove = true };
        }
        var decision = new ItemDecision { StaleAdd = true };
        if (item.Remove is { } remove && !IsDue(remove))
        {
            return decision;
        }
        var lane =
            MustSettle(item.Standing) ? Lane.SettlingRemoves
            : item.Remove is null ? Lane.Removes
            : Lane.RejectedRemoves;
        return decision with { Step = ItemStep.Remove, Lane = lane, First = IsBack(item.Standing) };
    }

    /// <summary>Where an unanswered add may still land, the removal waits, and the new values come with the next run: there is no place behind it.</summary>
    private ItemDecision Replace(ItemDecision decision, Standing standing) =>
        MustSettle(standing)
            ? decision with
            {
                Step = ItemStep.Remove,
                Lane = Lane.SettlingRemoves,
            }
            : decision with
            {
                Step = ItemStep.Replace,
            };

    private Lane AddLane(Standing standing, bool rejected) =>
        standing.RemoveMayLand && settings.RemovesMayLand ? Lane.SettlingAdds
        : rejected ? Lane.RejectedAdds
        : Lane.Adds;

    private bool MustSettle(Standing standing) => standing.AddMayLand && settings.AddsMayLand;

    private static bool IsBack(Standing standing) => standing.CameBack || standing.State == MemberState.InDoubt;

    private bool IsAddDue(Rejection add) => settings.Full || IsDue(add, AddPatience);

    private bool IsDue(Rejection rejection, TimeSpan patience)
    {
        // A time to come means that the clock was set back: waiting for it could last for ever.
        var age = settings.Now - rejection.LastTried;
        return rejection.RetryNow || age >= patience || age < TimeSpan.Zero;
    }
}
