using CsCheck;
using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;
using Rollcall.Core.Tests.Snapshots;

namespace Rollcall.Core.Tests.Diffing;

/// <summary>How a cohort was read and compared is not to be seen in the plan.</summary>
public sealed class SamePlanTests
{
    private static readonly Gen<byte[]> Member = Gen.Select(Gen.Int[0, 400], Gen.Int[0, 3], Gen.Int[0, 300])
        .Select((id, plan, padding) => Items.Record($"u{id}", $"plan{plan}{new string('x', plan == 3 ? padding : 0)}"));

    private static readonly Gen<Way> Ways = Gen.Select(
        Gen.Enum<RecordsIn>(),
        Gen.Int[1, 4],
        Gen.Int[1, 3],
        Gen.Int[1, 300],
        (where, lanes, workers, partItems) => new Way(where, lanes, workers, partItems)
    );

    [Fact]
    public void Lanes_workers_parts_and_places_of_records_do_not_change_the_plan() =>
        Gen.Select(Member.List[0, 300], Member.List[0, 300], Gen.Enum<OnChange>(), Ways)
            .Sample(
                (before, now, onChange, way) =>
                {
                    using var world = new MembershipWorld();
                    world.Run(before);
                    var settings = world.Settings with { OnChange = onChange };
                    Assert.Equal(
                        Plan(world, now, settings, new Way(RecordsIn.Held, 1, 1, long.MaxValue)),
                        Plan(world, now, settings, way)
                    );
                },
                iter: 300
            );

    [Fact]
    public void Many_parts_on_several_threads_plan_what_one_thread_plans()
    {
        using var world = new MembershipWorld();
        world.Run(MembershipFilesTests.Cohort(20_000, 0));
        var now = MembershipFilesTests.Cohort(20_000, 5_000).Reverse().ToList();
        var one = Plan(world, now, world.Settings, new Way(RecordsIn.Held, 1, 1, long.MaxValue));
        foreach (var where in Enum.GetValues<RecordsIn>())
        {
            Assert.Equal(one, Plan(world, now, world.Settings, new Way(where, 2, 3, 16)));
        }
    }

    [Fact]
    public void Records_of_more_than_can_be_held_are_found_in_turns()
    {
        using var world = new MembershipWorld();
        world.Run(MembershipFilesTests.Cohort(10, 0));
        var now = Enumerable.Range(0, 300).Select(id => Items.Record($"{id}", new string('x', id * 37))).ToList();
        Assert.Equal(
            Plan(world, now, world.Settings, new Way(RecordsIn.Held, 1, 1, long.MaxValue)),
            Plan(world, now, world.Settings, new Way(RecordsIn.Source, 2, 1, long.MaxValue))
        );
    }

    [Fact]
    public void Failure_of_one_thread_ends_the_others_and_is_told()
    {
        using var world = new MembershipWorld();
        world.Run(MembershipFilesTests.Cohort(2_000, 0));
        var index = world.Files.Single(file => file.EndsWith(".index", StringComparison.Ordinal));
        using (var file = File.OpenWrite(index))
        {
            file.Position = 20_000;
            file.Write("damage"u8);
        }
        using var membership = Core.Snapshots.Membership.Open(world.Folder, world.Manifest);
        using var wanted = Items.Snapshot(
            world.Folder,
            Items.Layout,
            MembershipFilesTests.Cohort(2_000, 0),
            partItems: 1
        );
        Assert.Throws<Core.Snapshots.DamagedStateException>(() =>
            Differ.Write(
                wanted,
                membership,
                new MembershipWorld.NoRejections(),
                world.Settings with
                {
                    Workers = 2,
                },
                Path.Combine(world.Folder, "run"),
                CancellationToken.None
            )
        );
    }

    private static (string Plan, string ContentHash, long Items, long Duplicates, long Conflicts) Plan(
        MembershipWorld world,
        IEnumerable<byte[]> now,
        DiffSettings settings,
        Way way
    )
    {
        using var folder = new TemporaryFolder();
        using var wanted = Items.Snapshot(
            folder,
            Items.Layout,
            now,
            where: way.Where,
            lanes: way.Lanes,
            partItems: way.PartItems
        );
        using var membership = Core.Snapshots.Membership.Open(world.Folder, world.Manifest);
        Differ.Write(
            wanted,
            membership,
            new MembershipWorld.NoRejections(),
            settings with
            {
                Workers = way.Workers,
            },
            Path.Combine(folder, "run"),
            CancellationToken.None
        );
        var plan = File.ReadAllBytes(Path.Combine(folder, "run", "plan"));
        return (Convert.ToHexString(plan), wanted.ContentHash, wanted.Items, wanted.Duplicates, wanted.Conflicts);
    }

    private sealed record Way(RecordsIn Where, int Lanes, int Workers, long PartItems);
}
