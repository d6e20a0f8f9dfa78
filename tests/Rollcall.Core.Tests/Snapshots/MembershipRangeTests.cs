using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Tests.Snapshots;

public sealed class MembershipRangeTests
{
    [Fact]
    public void Ranges_that_cover_all_hashes_read_every_entry_once_and_in_order()
    {
        using var world = new MembershipWorld();
        world.Run(MembershipFilesTests.Cohort(3_000, 0));
        world.Run(MembershipFilesTests.Cohort(3_000, 40));
        using var membership = Membership.Open(world.Folder, world.Manifest);
        var all = Entries(membership.Read());
        Assert.Equal(3_040, all.Count);
        foreach (var parts in (int[])[1, 2, 7, 256])
        {
            var size = (UInt128.MaxValue / (UInt128)parts) + 1;
            var ranges = Enumerable
                .Range(0, parts)
                .SelectMany(part =>
                {
                    var first = size * (UInt128)part;
                    return Entries(membership.Read(first, part == parts - 1 ? UInt128.MaxValue : first + size - 1));
                });
            Assert.Equal(all, ranges);
        }
    }

    private static List<UInt128> Entries(MembershipReader reader)
    {
        var hashes = new List<UInt128>();
        while (reader.MoveNext())
        {
            hashes.Add(reader.Current.KeyHash);
        }
        Assert.Equal(hashes.Order(), hashes);
        return hashes;
    }
}
