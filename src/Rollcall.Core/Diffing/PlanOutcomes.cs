namespace Rollcall.Core.Diffing;

/// <summary>What came of a planned item, all attempts taken together: after one that left it open, only an acknowledgement is an answer; refused then means in doubt.</summary>
public enum Outcome : byte
{
    /// <summary>It was never sent, or surely not applied and not refused: everything stays as it was.</summary>
    None,

    /// <summary>Done, surely.</summary>
    Acknowledged,

    /// <summary>Sent, and nobody knows.</summary>
    InDoubt,

    /// <summary>In a refused batch, and not isolated yet: stays as it was, comes first next time.</summary>
    Refused,

    /// <summary>Refused by itself: stays as it was, has its own rules.</summary>
    Rejected,
}

/// <summary>A range of a lane with one outcome.</summary>
/// <param name="Start">First position.</param>
/// <param name="Count">How many.</param>
/// <param name="Outcome">What came of them.</param>
/// <param name="MayLand">An attempt at them is unanswered and may still be applied, whatever was acknowledged since. Without an acknowledgement the items are in doubt then, whatever <paramref name="Outcome"/> says.</param>
public readonly record struct OutcomeRange(long Start, long Count, Outcome Outcome, bool MayLand);

/// <summary>The outcomes of a plan's items.</summary>
public interface IPlanOutcomes
{
    /// <summary>A lane's ranges, ascending, without overlap; what is in none has the outcome <see cref="Outcome.None"/>.</summary>
    IEnumerable<OutcomeRange> Of(Lane lane);
}
