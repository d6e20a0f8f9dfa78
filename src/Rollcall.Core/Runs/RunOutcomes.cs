using Rollcall.Core.Delivery.Batches;
using Rollcall.Core.Diffing;
using Rollcall.Core.Storage;

namespace Rollcall.Core.Runs;

/// <summary>The outcomes of a run's plan, from a delivery that has ended or from one that was interrupted.</summary>
internal sealed class RunOutcomes : IPlanOutcomes
{
    private readonly Dictionary<Lane, IReadOnlyList<OutcomeRange>> _ranges = [];

    private RunOutcomes() { }

    /// <summary>Whether anything is known of any item.</summary>
    public bool IsEmpty => _ranges.Values.All(ranges => ranges.Count == 0);

    /// <summary>What a delivery has settled.</summary>
    public static RunOutcomes Of(DeliveryWork work)
    {
        var outcomes = new RunOutcomes();
        foreach (var lane in work.Lanes)
        {
            outcomes._ranges[lane.Lane] = lane.Outcomes.Ranges;
        }
        foreach (var lane in (Lane[])[Lane.UnsendableAdds, Lane.UnsendableRemoves])
        {
            outcomes._ranges[lane] = work.Unsendable.OutcomesOf(lane).Ranges;
        }
        return outcomes;
    }

    /// <summary>What an interrupted run leaves: its unanswered batches are in doubt, and may yet land.</summary>
    public static RunOutcomes Of(InterruptedRun interrupted)
    {
        var outcomes = new RunOutcomes();
        var settled = interrupted.Outcomes.ToLookup(outcome => outcome.Lane, outcome => outcome.Range);
        var pieces = interrupted.Pieces.Select(Piece.Recovered).ToLookup(piece => piece.Lane);
        foreach (var lane in settled.Select(group => group.Key).Union(pieces.Select(group => group.Key)))
        {
            var map = new OutcomeMap(lane, settled[lane]);
            foreach (var piece in pieces[lane])
            {
                map.Set(piece.Start, piece.Count, DeliveryWork.Left(piece), piece.MayLand);
            }
            outcomes._ranges[lane] = map.Ranges;
        }
        return outcomes;
    }

    /// <inheritdoc/>
    public IEnumerable<OutcomeRange> Of(Lane lane) => _ranges.GetValueOrDefault(lane, []);

    /// <summary>Items with an outcome.</summary>
    public long Count(Outcome outcome) =>
        _ranges.Values.SelectMany(ranges => ranges).Where(range => range.Outcome == outcome).Sum(range => range.Count);
}
