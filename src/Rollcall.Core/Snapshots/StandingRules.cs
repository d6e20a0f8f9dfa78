using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.Snapshots;

/// <summary>What an item is after an operation's outcome. The record that it may have at the destination is the operation's where <see cref="NewRecord"/> says so.</summary>
internal readonly record struct StandingChange(Standing Standing, bool NewRecord);

/// <summary>The rules of the promotion: how each outcome changes what is known of an item.</summary>
internal static class StandingRules
{
    /// <summary>Applies an outcome.</summary>
    /// <param name="before">What was known.</param>
    /// <param name="operation">What was planned.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="mayLand">An attempt is unanswered and may still be applied.</param>
    public static StandingChange Apply(Standing before, Operation operation, Outcome outcome, bool mayLand) =>
        outcome switch
        {
            Outcome.Acknowledged => Done(before, operation, mayLand),
            Outcome.InDoubt => Doubt(before, operation, mayLand),
            // An attempt that may still land makes it unsure, whatever the last answer was: a refusal never turns in
            // doubt into absent, and an item that a late add can put on the list must be removed when its user leaves.
            _ when mayLand => Doubt(before, operation, mayLand),
            Outcome.Refused => new StandingChange(before.With(cameBack: true), NewRecord: false),
            Outcome.Rejected => new StandingChange(before.With(cameBack: false), NewRecord: false),
            _ => new StandingChange(before, NewRecord: false),
        };

    /// <summary>Forgets marks from before the run that mean nothing any more.</summary>
    public static Standing Fade(Standing standing, PromotionSettings settings) =>
        new(
            standing.State,
            standing.AddMayLand && settings.AddsMayLand,
            standing.RemoveMayLand && settings.RemovesMayLand,
            standing.CameBack
        );

    // An operation is only sent when nothing opposite may land any more, so the opposite mark goes with it.
    private static StandingChange Done(Standing before, Operation operation, bool mayLand) =>
        operation == Operation.Add
            ? new StandingChange(
                new Standing(MemberState.Present, addMayLand: mayLand || before.AddMayLand),
                NewRecord: true
            )
            : new StandingChange(
                new Standing(MemberState.Absent, removeMayLand: mayLand || before.RemoveMayLand),
                NewRecord: false
            );

    private static StandingChange Doubt(Standing before, Operation operation, bool mayLand) =>
        operation == Operation.Add
            ? new StandingChange(
                new Standing(MemberState.InDoubt, addMayLand: mayLand || before.AddMayLand),
                NewRecord: true
            )
            : new StandingChange(
                new Standing(MemberState.InDoubt, removeMayLand: mayLand || before.RemoveMayLand),
                NewRecord: false
            );
}
