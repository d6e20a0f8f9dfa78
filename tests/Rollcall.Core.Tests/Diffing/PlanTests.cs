using CsCheck;
using Rollcall.Core.Diffing;
using Rollcall.Core.Members;
using Rollcall.Core.Tests.Snapshots;

namespace Rollcall.Core.Tests.Diffing;

public sealed class PlanTests
{
    [Fact]
    public void Batches_keep_within_both_limits_and_are_as_long_as_they_can_be() =>
        Gen.Select(Gen.Int[1, 700].List[1, 40], Gen.Int[1, 9], Gen.Long[1, 1500])
            .Sample(
                (sizes, maxItems, maxBytes) =>
                {
                    using var folder = new TemporaryFolder();
                    using var plan = PlanOf(
                        folder,
                        sizes.Select((size, id) => Items.Record($"{id}", new string('x', size)))
                    );
                    var records = Records(plan, Lane.Adds);
                    for (long start = 0; start < records.Count; )
                    {
                        var end = plan.CutEnd(Lane.Adds, start, maxItems, maxBytes, record => record.Length);
                        Assert.InRange(end - start, 1, maxItems);
                        var bytes = Bytes(records, start, end);
                        Assert.True(bytes <= maxBytes || end == start + 1);
                        Assert.True(
                            end == records.Count || end - start == maxItems || Bytes(records, start, end + 1) > maxBytes
                        );
                        start = end;
                    }
                },
                iter: 200
            );

    [Fact]
    public void Without_a_byte_limit_only_items_count()
    {
        using var folder = new TemporaryFolder();
        using var plan = PlanOf(folder, MembershipFilesTests.Cohort(2_500, 0));
        ItemMeasure never = _ => throw new InvalidOperationException("It was measured.");
        Assert.Equal(1_000, plan.CutEnd(Lane.Adds, 0, 1_000, null, never));
        Assert.Equal(2_500, plan.CutEnd(Lane.Adds, 2_000, 1_000, null, never));
    }

    [Fact]
    public void Any_range_reads_the_same_from_many_threads()
    {
        using var folder = new TemporaryFolder();
        using var plan = PlanOf(folder, MembershipFilesTests.Cohort(5_000, 0));
        var all = Records(plan, Lane.Adds);
        Parallel.For(
            0,
            400,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            seed =>
            {
                var random = new Random(seed);
                var start = random.Next(5_000);
                var count = random.Next(5_000 - start + 1);
                using var batch = new ItemBatch();
                plan.Read(Lane.Adds, start, count, batch);
                Assert.Equal(count, batch.Count);
                for (var index = 0; index < count; index++)
                {
                    Assert.True(batch[index].SequenceEqual(all[start + index]));
                }
            }
        );
    }

    [Fact]
    public void Range_beyond_the_lane_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var plan = PlanOf(folder, MembershipFilesTests.Cohort(3, 0));
        using var batch = new ItemBatch();
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.Read(Lane.Adds, 1, 3, batch));
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.Read(Lane.Adds, -1, 1, batch));
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.ItemAt(Lane.Removes, 0));
    }

    [Fact]
    public void Empty_plan_is_a_plan()
    {
        using var folder = new TemporaryFolder();
        using var plan = PlanOf(folder, []);
        Assert.All(Lanes.All, lane => Assert.Equal(0, plan.Count(lane)));
        Assert.Equal(new PlanSummary(), plan.Summary);
        Assert.Equal(Items.Layout, plan.Layout);
    }

    private static Plan PlanOf(string folder, IEnumerable<byte[]> cohort)
    {
        using var wanted = Items.Snapshot(folder, Items.Layout, cohort);
        using var membership = Core.Snapshots.Membership.Open(folder, null);
        using var world = new MembershipWorld();
        var run = Path.Combine(folder, "run");
        Differ.Write(
            wanted,
            membership,
            new MembershipWorld.NoRejections(),
            world.Settings,
            run,
            CancellationToken.None
        );
        Assert.Equal(["plan"], Directory.GetFileSystemEntries(run).Select(Path.GetFileName));
        return Plan.Open(run);
    }

    private static List<byte[]> Records(Plan plan, Lane lane)
    {
        using var batch = new ItemBatch();
        plan.Read(lane, 0, (int)plan.Count(lane), batch);
        var records = new List<byte[]>();
        for (var index = 0; index < batch.Count; index++)
        {
            records.Add(batch[index].ToArray());
        }
        return records;
    }

    private static long Bytes(List<byte[]> records, long start, long end) =>
        records.Skip((int)start).Take((int)(end - start)).Sum(record => (long)record.Length);
}
