using Rollcall.Core.Diffing;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Tests.Snapshots;

public sealed class PlanAdoptionTests
{
    [Fact]
    public void First_sync_writes_no_record_again()
    {
        using var world = new MembershipWorld();
        world.Run(MembershipFilesTests.Cohort(5_000, 0));
        Assert.True(Generation(world).IsPlan);
        Assert.Equal(Content(world.PlanFolder, "plan"), File.ReadAllBytes(Records(world)));
        Directory.Delete(world.PlanFolder, recursive: true);
        Assert.Equal(5_000, world.Members().Count);
    }

    [Fact]
    public void Plan_that_mostly_removes_is_not_kept()
    {
        using var world = new MembershipWorld();
        world.Run(MembershipFilesTests.Cohort(5_000, 0));
        world.Run(MembershipFilesTests.Cohort(4_900, 150));
        Assert.Equal([true, false], Generations(world).Select(generation => generation.IsPlan));
    }

    [Fact]
    public void Plan_of_which_little_was_acknowledged_is_not_kept()
    {
        using var world = new MembershipWorld();
        using var membership = Membership.Open(world.Folder, null);
        using var plan = world.Plan(membership, MembershipFilesTests.Cohort(1_000, 0));
        world.Manifest = world.Promote(membership, plan, new Part(plan.Count(Lane.Adds) / 2));
        Assert.False(Generation(world).IsPlan);
        Assert.Equal(500, world.Members().Count);
    }

    [Fact]
    public void Items_that_were_refused_stay_out_of_a_kept_plan()
    {
        using var world = new MembershipWorld();
        using var membership = Membership.Open(world.Folder, null);
        using var plan = world.Plan(membership, MembershipFilesTests.Cohort(1_000, 0));
        world.Manifest = world.Promote(membership, plan, new Part(900));
        Assert.True(Generation(world).IsPlan);
        Assert.Equal(900, world.Members().Count);
    }

    [Fact]
    public void Promotion_repeated_after_a_crash_takes_the_same_file()
    {
        using var world = new MembershipWorld();
        using var membership = Membership.Open(world.Folder, null);
        using var plan = world.Plan(membership, MembershipFilesTests.Cohort(1_000, 0));
        var first = world.Promote(membership, plan, new Part(1_000));
        Assert.Equal(first, world.Promote(membership, plan, new Part(1_000)));
        world.Manifest = first;
        Assert.Equal(2, world.Files.Length);
        Assert.Equal(1_000, world.Members().Count);
    }

    [Fact]
    public void What_a_crash_leaves_is_never_written_into()
    {
        using var world = new MembershipWorld();
        world.Run(MembershipFilesTests.Cohort(1_000, 0));
        var plan = Content(world.PlanFolder, "plan");
        // A crash between the second names of one file.
        foreach (var name in new[] { "next.plan.tmp", "next.records.tmp", "next.index.tmp" })
        {
            Assert.True(HardLink.TryCreate(Records(world), Path.Combine(world.Folder, "membership", name)));
        }
        world.Run(MembershipFilesTests.Cohort(1_000, 20));
        world.Run(MembershipFilesTests.Cohort(1_010, 20));
        Assert.Equal(plan, File.ReadAllBytes(Records(world)));
        Assert.Equal(1_010, world.Members().Count);
    }

    private static byte[] Content(string folder, string name) => File.ReadAllBytes(Path.Combine(folder, name));

    private static string Records(MembershipWorld world) =>
        MembershipFiles.RecordsPath(Path.Combine(world.Folder, "membership"), Generation(world).Records);

    private static ManifestGeneration Generation(MembershipWorld world) => Generations(world)[0];

    private static IReadOnlyList<ManifestGeneration> Generations(MembershipWorld world)
    {
        using var membership = Membership.Open(world.Folder, world.Manifest);
        return membership.Manifest.Generations;
    }

    private sealed class Part(long acknowledged) : IPlanOutcomes
    {
        public IEnumerable<OutcomeRange> Of(Lane lane) =>
            lane == Lane.Adds ? [new OutcomeRange(0, acknowledged, Outcome.Acknowledged, false)] : [];
    }
}
