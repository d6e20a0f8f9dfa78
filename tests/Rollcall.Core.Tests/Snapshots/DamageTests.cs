using Rollcall.Core.Diffing;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Tests.Snapshots;

public sealed class DamageTests
{
    private const int Regions = 64;

    [Fact]
    public void Any_flipped_bit_of_a_membership_file_that_is_used_is_told()
    {
        using var world = TwoGenerations();
        var members = world.Members();
        foreach (var file in world.Files)
        {
            var sound = File.ReadAllBytes(file);
            var used = UsedBytes(world, file, sound.Length);
            foreach (var position in Positions(sound.Length))
            {
                var damaged = sound.ToArray();
                damaged[position] ^= (byte)(1 << (position % 8));
                File.WriteAllBytes(file, damaged);
                if (used[position])
                {
                    AssertDamaged(world, file);
                }
                else
                {
                    Assert.Equal(members, world.Members());
                }
            }
            File.WriteAllBytes(file, sound);
        }
        Assert.Equal(members, world.Members());
    }

    [Fact]
    public void Damaged_record_is_told_before_its_item_is_planned()
    {
        using var world = TwoGenerations();
        foreach (var file in world.Files.Where(file => file.EndsWith(".records", StringComparison.Ordinal)))
        {
            var damaged = File.ReadAllBytes(file);
            for (var position = MembershipFiles.HeaderBytes; position < damaged.Length; position += 8)
            {
                damaged[position] ^= 0x20;
            }
            File.WriteAllBytes(file, damaged);
        }
        using var membership = Membership.Open(world.Folder, world.Manifest);
        Assert.Throws<DamagedStateException>(() => world.Plan(membership, []));
        Assert.False(File.Exists(Path.Combine(world.PlanFolder, "plan")));
        // Nobody's record is needed where everybody stays.
        using var plan = world.Plan(membership, MembershipFilesTests.Cohort(1_001, 3));
        Assert.Equal(0, Lanes.All.Sum(plan.Count));
    }

    [Fact]
    public void Any_shorter_longer_or_missing_membership_file_is_told()
    {
        using var world = TwoGenerations();
        foreach (var file in world.Files)
        {
            var sound = File.ReadAllBytes(file);
            foreach (var length in Positions(sound.Length))
            {
                File.WriteAllBytes(file, sound[..length]);
                AssertDamaged(world, file);
            }
            File.WriteAllBytes(file, [.. sound, 0]);
            AssertDamaged(world, file);
            File.Delete(file);
            AssertDamaged(world, file);
            File.WriteAllBytes(file, sound);
        }
    }

    [Fact]
    public void Files_of_another_membership_do_not_pass_for_these()
    {
        using var world = TwoGenerations();
        var indexes = world.Files.Where(file => file.EndsWith(".index", StringComparison.Ordinal)).ToList();
        File.Copy(indexes[0], indexes[1], overwrite: true);
        AssertDamaged(world, indexes[1]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}x")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"version\":2,\"present\":3}")]
    [InlineData("{\"version\":\"1\"}")]
    [InlineData("{\"version\":2,\"present\":3,\"inDoubt\":0,\"layouts\":[],\"generations\":[]}")]
    [InlineData("{\"version\":2,\"present\":0,\"inDoubt\":0,\"layouts\":null,\"generations\":null}")]
    [InlineData("{\"version\":2,\"generations\":[{}]}")]
    [InlineData("{\"version\":2,\"surprise\":3}")]
    [InlineData("{\"version\":2,\"present\":1,\"present\":0}")]
    public void Damaged_manifest_is_never_an_empty_membership(string text)
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<DamagedStateException>(() => Membership.Open(folder, new MembershipManifest(text)));
        Assert.Throws<DamagedStateException>(() => Promotion.Sweep(folder, new MembershipManifest(text)));
    }

    [Fact]
    public void Other_formats_are_told_by_their_number()
    {
        using var world = TwoGenerations();
        var newer = new MembershipManifest(world.Manifest!.Text.Replace("\"version\":2", "\"version\":7,\"more\":[]"));
        Assert.Contains(
            "format 7",
            Assert.Throws<DamagedStateException>(() => Membership.Open(world.Folder, newer)).Message
        );
        foreach (var file in world.Files)
        {
            var sound = File.ReadAllBytes(file);
            File.WriteAllBytes(file, [.. sound[..8], 9, .. sound[9..]]);
            Assert.Contains("format 9", AssertDamaged(world, file).Message);
            File.WriteAllBytes(file, sound);
        }
    }

    [Fact]
    public void Any_damage_to_a_plan_is_told()
    {
        using var world = TwoGenerations();
        var file = Path.Combine(world.PlanFolder, "plan");
        var sound = File.ReadAllBytes(file);
        foreach (var position in Positions(sound.Length))
        {
            var damaged = sound.ToArray();
            damaged[position] ^= (byte)(1 << (position % 8));
            File.WriteAllBytes(file, damaged);
            Assert.Throws<DamagedStateException>(() => Plan.Open(world.PlanFolder));
            File.WriteAllBytes(file, sound[..position]);
            Assert.Throws<DamagedStateException>(() => Plan.Open(world.PlanFolder));
        }
        File.WriteAllBytes(file, [.. sound, 0]);
        Assert.Throws<DamagedStateException>(() => Plan.Open(world.PlanFolder));
        File.Delete(file);
        Assert.Throws<DamagedStateException>(() => Plan.Open(world.PlanFolder));
        Directory.Delete(world.PlanFolder);
        Assert.Throws<DamagedStateException>(() => Plan.Open(world.PlanFolder));
    }

    [Fact]
    public void Damage_told_names_the_file_and_what_to_do()
    {
        using var world = TwoGenerations();
        File.Delete(world.Files[0]);
        var message = Assert.Throws<DamagedStateException>(() => Membership.Open(world.Folder, world.Manifest)).Message;
        Assert.Contains("is missing", message);
        Assert.Contains("Restore the state directory from a backup", message);
    }

    private static DamagedStateException AssertDamaged(MembershipWorld world, string file)
    {
        var damage = Assert.Throws<DamagedStateException>(() => world.Members());
        Assert.Contains(Path.GetFileName(file), damage.Message);
        return damage;
    }

    private static MembershipWorld TwoGenerations()
    {
        var world = new MembershipWorld();
        world.Run(MembershipFilesTests.Cohort(1_000, 0));
        world.Run(MembershipFilesTests.Cohort(1_001, 3));
        Assert.Equal(4, world.Files.Length);
        Assert.Equal([true, false], Generations(world).Select(generation => generation.IsPlan));
        return world;
    }

    private static IReadOnlyList<ManifestGeneration> Generations(MembershipWorld world)
    {
        using var membership = Membership.Open(world.Folder, world.Manifest);
        return membership.Manifest.Generations;
    }

    /// <summary>The bytes that reading all members uses: every one of an index; of records the header, and those of members.</summary>
    private static bool[] UsedBytes(MembershipWorld world, string file, int length)
    {
        var used = new bool[length];
        if (file.EndsWith(".index", StringComparison.Ordinal))
        {
            Array.Fill(used, true);
            return used;
        }
        used.AsSpan(0, MembershipFiles.HeaderBytes).Fill(true);
        using var membership = Membership.Open(world.Folder, world.Manifest);
        var reader = membership.Read();
        while (reader.MoveNext())
        {
            var place = reader.Current.Place;
            if (reader.Current.Standing != Standing.Nothing && file.Contains(Records(membership, place)))
            {
                used.AsSpan((int)place.Offset, reader.Record(reader.Current).Length).Fill(true);
            }
        }
        return used;
    }

    private static string Records(Membership membership, RecordPlace place) =>
        membership.Manifest.Generations[place.Generation].Records;

    /// <summary>All of the first and last bytes, and one of each part between.</summary>
    private static IEnumerable<int> Positions(int length) =>
        Enumerable
            .Range(0, Math.Min(length, Regions))
            .Concat(Enumerable.Range(0, Regions).Select(region => (int)((long)length * region / Regions)))
            .Concat(Enumerable.Range(1, Math.Min(length, Regions)).Select(back => length - back))
            .Distinct();
}
