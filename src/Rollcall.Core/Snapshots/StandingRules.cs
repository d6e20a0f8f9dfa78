using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.Snapshots;

/// <summary>What an item is after an operation's outcome.</summary>
/// <param name="Standing">What is known of it now.</param>
/// <param name="NewRecord">Its record is the operation's from now on.</param>
internal readonly record struct StandingChange(Standing Standing, bool NewRecord);

/// <summary>The rules of the promotion: how each outcome changes what is known of an item.</summary>
internal static class StandingRules
{
    /// <summary>Applies an outcome.</summary>
    /// <param name="before">What was known.</param>
    /// <param name="operation">What was planned.</param>
    /// <param name="sameRecord">The operation's record is the one that is known.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="mayLand">An attempt is unanswered and may still be applied.</param>
    public static StandingChange Apply(
        Standing before,
        Operation operation,
        bool sameRecord,
        Outcome outcome,
        bool mayLand
    ) =>
        outcome switch
        {
            Outcome.Acknowledged => Sent(before, operation, sameRecord, mayLand, isSure: true),
            Outcome.InDoubt => Sent(before, operation, sameRecord, mayLand, isSure: false),
            // An attempt that may still land makes it unsure, whatever the last answer was: a refusal never turns in
            // doubt into absent, and an item that a late add can put on the list must be removed when its user leaves.
            _ when mayLand => Sent(before, operation, sameRecord, mayLand, isSure: false),
            Outcome.Refused => new StandingChange(before.With(cameBack: true), NewRecord: false),
            Outcome.Rejected => new StandingChange(before.With(cameBack: false), NewRecord: false),
            _ => new StandingChange(before, NewRecord: false),
        };

    /// <summary>Forgets marks from before the run that mean nothing any more.</summary>
    public static Standing Fade(Standing standing, PromotionSettings settings)
    {
        var addMayLand = standing.AddMayLand && settings.AddsMayLand;
        return new Standing(
            standing.State,
            addMayLand,
            standing.RemoveMayLand && settings.RemovesMayLand,
            standing.CameBack,
            addMayLand && standing.OlderMayLand
        );
    }

    // An operation is only sent when nothing opposite may land any more, so the opposite mark goes with it.
    private static StandingChange Sent(
        Standing before,
        Operation operation,
        bool sameRecord,
        bool mayLand,
        bool isSure
    ) => operation == Operation.Add ? Added(before, sameRecord, mayLand, isSure) : Removed(before, mayLand, isSure);

    private static StandingChange Added(Standing before, bool sameRecord, bool mayLand, bool isSure)
    {
        // An earlier run's add that lands late brings its own values back: present, but with which?
        var older = before.AddMayLand && (before.OlderMayLand || !sameRecord);
        var state = isSure && !older ? MemberState.Present : MemberState.InDoubt;
        return new StandingChange(
            new Standing(state, addMayLand: mayLand || before.AddMayLand, olderMayLand: older),
            NewRecord: true
        );
    }

    private static StandingChange Removed(Standing before, bool mayLand, bool isSure)
    {
        var state = isSure ? MemberState.Absent : MemberState.InDoubt;
        return new StandingChange(
            new Standing(state, removeMayLand: mayLand || before.RemoveMayLand),
            NewRecord: false
        );
    }
}
