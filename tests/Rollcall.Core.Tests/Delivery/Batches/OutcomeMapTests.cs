using CsCheck;
using Rollcall.Core.Delivery.Batches;
using Rollcall.Core.Diffing;
using Rollcall.Core.Storage;

namespace Rollcall.Core.Tests.Delivery.Batches;

public sealed class OutcomeMapTests
{
    private static readonly Gen<(int Position, Outcome Outcome)[]> Settlings =
        from count in Gen.Int[1, 60]
        from order in Gen.Shuffle(Enumerable.Range(0, count).ToArray())
        from outcomes in Gen.Enum<Outcome>().Array[count]
        select order.Zip(outcomes).ToArray();

    [Fact]
    public void Ranges_say_of_each_position_what_was_said_of_it_and_neighbours_are_one() =>
        Settlings.Sample(settlings =>
        {
            var map = new OutcomeMap(Lane.Adds, []);
            foreach (var (position, outcome) in settlings)
            {
                map.Set(position, 1, outcome, mayLand: false);
            }
            var told = map.Ranges.SelectMany(range => Enumerable.Repeat(range.Outcome, (int)range.Count));
            Assert.Equal(settlings.OrderBy(settling => settling.Position).Select(settling => settling.Outcome), told);
            Assert.All(
                map.Ranges.Zip(map.Ranges.Skip(1)),
                pair => Assert.NotEqual(pair.First.Outcome, pair.Second.Outcome)
            );
            Assert.Equal(settlings.Length, map.Settled);
        });

    [Fact]
    public void Steps_applied_one_after_the_other_give_the_map() =>
        (from settlings in Settlings from every in Gen.Int[1, 7] select (settlings, every)).Sample(
            (settlings, every) =>
            {
                var map = new OutcomeMap(Lane.Adds, []);
                var durable = new Dictionary<long, OutcomeRange>();
                foreach (var chunk in settlings.Chunk(every))
                {
                    foreach (var (position, outcome) in chunk)
                    {
                        map.Set(position, 1, outcome, mayLand: false);
                    }
                    Apply(map, durable);
                }
                Assert.Equal(map.Ranges, durable.Values.OrderBy(range => range.Start));
            }
        );

    private static void Apply(OutcomeMap map, Dictionary<long, OutcomeRange> durable)
    {
        var step = new LedgerStep();
        map.WriteTo(step);
        step.GoneOutcomes.ForEach(gone => durable.Remove(gone.Start));
        step.Outcomes.ForEach(outcome => durable[outcome.Range.Start] = outcome.Range);
    }
}
