using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Tests.Snapshots;

public sealed class MembershipFilesTests
{
    [Fact]
    public void Small_change_writes_small_files()
    {
        using var world = new MembershipWorld();
        world.Run(Cohort(20_000, 0));
        var before = world.Files.ToHashSet();
        world.Run(Cohort(20_000, 100));
        var written = world.Files.Where(file => !before.Contains(file)).Sum(file => new FileInfo(file).Length);
        var records = Cohort(20_000, 100).TakeLast(100).Sum(record => (long)record.Length);
        Assert.InRange(written, 1, (long)(2.5 * records) + (64 * 200));
        Assert.True(before.IsSubsetOf(world.Files));
    }

    [Fact]
    public void Many_small_changes_leave_few_and_small_files()
    {
        using var world = new MembershipWorld();
        for (var shift = 0; shift < 120; shift++)
        {
            world.Run(Cohort(2_000, shift * 10));
            Promotion.Sweep(world.Folder, world.Manifest);
        }
        Assert.InRange(world.Files.Length, 1, 26);
        var records = Cohort(2_000, 1190).Sum(record => (long)record.Length + 32);
        Assert.InRange(world.Files.Sum(file => new FileInfo(file).Length), records, records * 3 / 2);
        Assert.Equal(2_000, world.Members().Count);
    }

    [Fact]
    public void Unchanged_cohort_writes_nothing()
    {
        using var world = new MembershipWorld();
        world.Run(Cohort(1_000, 0));
        var (manifest, files) = (world.Manifest, world.Files);
        var summary = world.Run(Cohort(1_000, 0));
        Assert.Equal((0L, 0L, 0L), (summary.Add, summary.Remove, summary.Change));
        Assert.Equal(manifest, world.Manifest);
        Assert.Equal(files, world.Files);
    }

    [Fact]
    public void Everybody_leaving_leaves_an_empty_membership()
    {
        using var world = new MembershipWorld();
        world.Run(Cohort(1_000, 0));
        world.Run([]);
        Assert.Empty(world.Members());
        Promotion.Sweep(world.Folder, world.Manifest);
        Assert.Empty(world.Files);
    }

    [Fact]
    public void Sweep_keeps_what_any_manifest_names_and_nothing_else()
    {
        using var world = new MembershipWorld();
        world.Run(Cohort(50, 0));
        var retired = world.Manifest;
        world.Run(Cohort(50, 30));
        var leftover = Path.Combine(world.Folder, "membership", "next.index.tmp");
        File.WriteAllText(leftover, "cut short");
        Promotion.Sweep(world.Folder, world.Manifest, retired, null);
        Assert.False(File.Exists(leftover));
        Membership.Open(world.Folder, retired).Dispose();
        Membership.Open(world.Folder, world.Manifest).Dispose();
        Promotion.Sweep(world.Folder, world.Manifest);
        Assert.Throws<DamagedStateException>(() => Membership.Open(world.Folder, retired));
        Assert.Equal(50, world.Members().Count);
    }

    [Fact]
    public void Sweep_of_a_state_without_membership_does_nothing()
    {
        using var folder = new TemporaryFolder();
        Promotion.Sweep(folder, (MembershipManifest?)null);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public void Canceled_promotion_leaves_the_old_membership()
    {
        using var world = new MembershipWorld();
        world.Run(Cohort(10, 0));
        using var plan = Core.Diffing.Plan.Open(world.PlanFolder);
        using var membership = Membership.Open(world.Folder, world.Manifest);
        Assert.Throws<OperationCanceledException>(() =>
            Promotion.Write(
                world.Folder,
                membership,
                plan,
                new NoOutcomes(),
                new PromotionSettings(false, false),
                new CancellationToken(canceled: true)
            )
        );
        Promotion.Sweep(world.Folder, world.Manifest);
        Assert.Equal(10, world.Members().Count);
    }

    internal static IEnumerable<byte[]> Cohort(int members, int from) =>
        Enumerable.Range(from, members).Select(id => Items.Record($"3f2a9c41-0b7e-4d11-9f60-{id:d12}", "premium"));

    private sealed class NoOutcomes : Core.Diffing.IPlanOutcomes
    {
        public IEnumerable<Core.Diffing.OutcomeRange> Of(Core.Diffing.Lane lane) => [];
    }
}
