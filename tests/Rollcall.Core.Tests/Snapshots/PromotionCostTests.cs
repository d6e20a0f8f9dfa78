using Rollcall.Core.Diffing;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Tests.Snapshots;

/// <summary>A small change costs little: what it does not touch is neither read nor written.</summary>
public sealed class PromotionCostTests
{
    private const int Members = 20_000;

    [Fact]
    public void Promotion_of_a_small_change_reads_only_the_blocks_of_its_keys()
    {
        using var world = new MembershipWorld();
        world.Run(MembershipFilesTests.Cohort(Members, 0));
        using var membership = Membership.Open(world.Folder, world.Manifest);
        using var plan = world.Plan(membership, MembershipFilesTests.Cohort(Members, 1));
        DamageAllBlocksBut(world, [plan.ItemAt(Lane.Adds, 0).KeyHash, plan.ItemAt(Lane.Removes, 0).KeyHash]);
        var next = world.Promote(membership, plan, (_, _) => Outcome.Acknowledged);
        Assert.NotEqual(world.Manifest, next);
        Assert.Throws<DamagedStateException>(() => world.Members());
    }

    [Fact]
    public void Marks_fade_without_a_file_being_written()
    {
        using var world = new MembershipWorld();
        world.Run(MembershipFilesTests.Cohort(Members, 0));
        world.Run(MembershipFilesTests.Cohort(Members, 100), Outcome.Refused);
        Assert.Equal(200, Marked(world));
        var files = world.Files;
        using (var membership = Membership.Open(world.Folder, world.Manifest))
        {
            using var plan = world.Plan(membership, MembershipFilesTests.Cohort(Members, 0));
            world.Manifest = world.Promote(membership, plan, (_, _) => Outcome.Acknowledged);
        }
        Assert.Equal(0, Marked(world));
        Assert.Equal(files, world.Files);
    }

    [Fact]
    public void Marks_that_stay_are_carried_to_the_next_generation()
    {
        using var world = new MembershipWorld();
        world.Run(MembershipFilesTests.Cohort(Members, 0));
        world.Run(MembershipFilesTests.Cohort(Members, 100), Outcome.Refused);
        world.Run(MembershipFilesTests.Cohort(Members, 100), Outcome.None);
        Assert.Equal(200, Marked(world));
        world.Run(MembershipFilesTests.Cohort(Members, 100), Outcome.Refused);
        Assert.Equal(200, Marked(world));
        world.Run(MembershipFilesTests.Cohort(Members, 100));
        Assert.Equal(0, Marked(world));
    }

    private static int Marked(MembershipWorld world)
    {
        using var membership = Membership.Open(world.Folder, world.Manifest);
        var reader = membership.Read();
        var marked = 0;
        while (reader.MoveNext())
        {
            marked += reader.Current.Standing.CameBack ? 1 : 0;
        }
        return marked;
    }

    private static void DamageAllBlocksBut(MembershipWorld world, UInt128[] keys)
    {
        using var membership = Membership.Open(world.Folder, world.Manifest);
        var generation = Assert.Single(membership.Manifest.Generations);
        var folder = Path.Combine(world.Folder, "membership");
        using var index = IndexFile.Open(folder, generation);
        var kept = keys.Select(index.BlockOf).ToHashSet();
        var path = MembershipFiles.IndexPath(folder, generation.Index);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        foreach (var block in Enumerable.Range(0, index.Blocks).Where(block => !kept.Contains(block)))
        {
            file.Position =
                MembershipFiles.HeaderBytes + ((long)block * IndexFile.BlockEntries * MembershipEntry.Size) + 5;
            file.WriteByte(0xA5);
        }
        Assert.True(kept.Count < index.Blocks);
    }
}
