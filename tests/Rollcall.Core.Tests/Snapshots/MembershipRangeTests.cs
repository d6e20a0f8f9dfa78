using CsCheck;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Tests.Snapshots;

public sealed class MembershipRangeTests
{
    private const int Members = 9_000;

    [Fact]
    public void Ranges_one_after_the_other_are_the_whole()
    {
        using var world = Generations();
        using var membership = Membership.Open(world.Folder, world.Manifest);
        var whole = Entries(membership.Read());
        Assert.True(membership.Manifest.Generations.Count > 2);
        Gen.ULong.List[0, 12]
            .Select(cuts => cuts.Select(cut => new UInt128(cut, cut)).Concat(KeysOf(whole, cuts)).Order().ToList())
            .Sample(
                cuts =>
                {
                    var reader = membership.Read();
                    Assert.Equal(whole, Ranges(cuts).SelectMany(range => Entries(reader, range)));
                },
                iter: 60
            );
    }

    [Fact]
    public void A_range_may_be_left_in_its_middle()
    {
        using var world = Generations();
        using var membership = Membership.Open(world.Folder, world.Manifest);
        var whole = Entries(membership.Read());
        var reader = membership.Read();
        for (var index = 0; index < 100; index++)
        {
            Assert.True(reader.MoveNext());
        }
        foreach (var at in new[] { 7_000, 10, 2_047, 2_048, whole.Count - 1, 0 })
        {
            reader.Enter(whole[at].KeyHash, UInt128.MaxValue);
            Assert.True(reader.MoveNext());
            Assert.Equal(whole[at], reader.Current);
        }
    }

    [Fact]
    public void Readers_on_several_threads_do_not_disturb_each_other()
    {
        using var world = Generations();
        using var membership = Membership.Open(world.Folder, world.Manifest);
        var whole = Entries(membership.Read());
        var cuts = Enumerable.Range(1, 15).Select(part => (UInt128)part << 124).ToList();
        var parts = Ranges(cuts)
            .AsParallel()
            .AsOrdered()
            .WithDegreeOfParallelism(4)
            .Select(range => Entries(membership.Read(range.First, range.Last)))
            .ToList();
        Assert.Equal(whole, parts.SelectMany(part => part));
    }

    [Fact]
    public void Records_read_together_are_those_read_one_by_one()
    {
        using var world = Generations();
        using var membership = Membership.Open(world.Folder, world.Manifest);
        var whole = Entries(membership.Read()).Where(entry => entry.Standing != Standing.Nothing).ToList();
        var (together, single) = (membership.Records(), membership.Records());
        foreach (var step in new[] { 1, 2, 7, 100, 3_000 })
        {
            var some = whole.Where((_, index) => index % step == 0).ToArray();
            for (var index = 0; index < some.Length; index++)
            {
                Assert.Equal(single.Read(some[index]).ToArray(), together.Read(some, index).ToArray());
            }
        }
        // In any other order it costs more, and is right all the same.
        var back = whole.AsEnumerable().Reverse().ToArray();
        Assert.All(
            Enumerable.Range(0, back.Length),
            index => Assert.Equal(single.Read(back[index]).ToArray(), together.Read(back, index).ToArray())
        );
    }

    [Fact]
    public void Records_of_any_length_are_read_whole()
    {
        using var world = new MembershipWorld();
        int[] lengths = [0, 1, 127, 128, 2_000, 2_048, 16_384, 70_000, 300_000, 3_000_000];
        world.Run(lengths.Select((length, id) => Items.Record($"{id}", new string('x', length))));
        using var membership = Membership.Open(world.Folder, world.Manifest);
        var entries = Entries(membership.Read()).ToArray();
        var records = membership.Records();
        var read = Enumerable
            .Range(0, entries.Length)
            .Select(index => Items.Fields(records.Read(entries, index).Span, 2))
            .OrderBy(fields => int.Parse(fields[0]!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(lengths, read.Select(fields => fields[1]!.Length));
    }

    [Fact]
    public void Empty_membership_has_no_range()
    {
        using var folder = new TemporaryFolder();
        using var membership = Membership.Open(folder, null);
        var reader = membership.Read();
        Assert.False(reader.MoveNext());
        reader.Enter(0, UInt128.MaxValue);
        Assert.False(reader.MoveNext());
    }

    /// <summary>A base of several blocks, and newer generations with entries that come, go and are met again.</summary>
    private static MembershipWorld Generations()
    {
        var world = new MembershipWorld();
        foreach (var (from, count) in new[] { (0, Members), (500, Members), (450, Members), (452, Members) })
        {
            world.Run(MembershipFilesTests.Cohort(count, from));
        }
        return world;
    }

    private static IEnumerable<UInt128> KeysOf(List<MembershipEntry> whole, List<ulong> chosen) =>
        chosen.Select(number => whole[(int)(number % (ulong)whole.Count)].KeyHash);

    private static IEnumerable<(UInt128 First, UInt128 Last)> Ranges(List<UInt128> cuts)
    {
        var first = UInt128.Zero;
        foreach (var cut in cuts.Where(cut => cut > 0).Distinct())
        {
            yield return (first, cut - 1);
            first = cut;
        }
        yield return (first, UInt128.MaxValue);
    }

    private static List<MembershipEntry> Entries(MembershipReader reader, (UInt128 First, UInt128 Last) range)
    {
        reader.Enter(range.First, range.Last);
        return Entries(reader);
    }

    private static List<MembershipEntry> Entries(MembershipReader reader)
    {
        var entries = new List<MembershipEntry>();
        while (reader.MoveNext())
        {
            entries.Add(reader.Current);
        }
        return entries;
    }
}
