using Rollcall.Core.Diffing;

namespace Rollcall.Core.Tests.Diffing;

/// <summary>Drawn fates as an engine would tell them: equal neighbours in one range, nothing told of what has none.</summary>
internal sealed class DrawnOutcomes(IReadOnlyDictionary<Lane, Fate[]> fates) : IPlanOutcomes
{
    public IEnumerable<OutcomeRange> Of(Lane lane)
    {
        var all = fates.GetValueOrDefault(lane) ?? [];
        for (var start = 0; start < all.Length; )
        {
            var end = start + 1;
            while (end < all.Length && all[end] == all[start])
            {
                end++;
            }
            if (all[start] != new Fate(Outcome.None, false) || start % 2 == 0)
            {
                yield return new OutcomeRange(start, end - start, all[start].Outcome, all[start].MayLand);
            }
            start = end;
        }
    }
}
