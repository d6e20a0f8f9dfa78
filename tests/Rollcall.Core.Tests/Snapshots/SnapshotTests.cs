using CsCheck;
using Rollcall.Core.Members;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Tests.Snapshots;

public sealed class SnapshotTests
{
    private static readonly Gen<byte[]> Member = Gen.Select(Gen.Int[0, 60], Gen.Int[0, 3], Gen.Int[0, 200])
        .Select((id, plan, padding) => Items.Record($"u{id}", $"plan{plan}{new string('x', plan == 3 ? padding : 0)}"));

    [Fact]
    public void Snapshot_is_the_set_of_items_with_the_greatest_record_of_each_key() =>
        Gen.Select(Member.List[0, 200], Gen.Enum<RecordsIn>(), Gen.Int[1, 4])
            .Sample(
                (members, where, lanes) =>
                {
                    using var folder = new TemporaryFolder();
                    using var snapshot = Items.Snapshot(folder, Items.Layout, members, where: where, lanes: lanes);
                    var groups = members.GroupBy(member => Items.Key(Items.Layout, member)).ToList();
                    var expected = groups.OrderBy(group => group.Key).Select(Greatest).ToList();
                    Assert.Equal(expected, Items.All(snapshot));
                    Assert.Equal(expected.Count, snapshot.Items);
                    Assert.Equal(members.Count - expected.Count, snapshot.Duplicates);
                    Assert.Equal(
                        groups.Sum(group => group.Count(member => !member.AsSpan().SequenceEqual(Greatest(group)))),
                        snapshot.Conflicts
                    );
                },
                iter: 500
            );

    [Fact]
    public void Order_of_reading_changes_neither_items_nor_hash_nor_counts() =>
        Gen.Select(Member.List[0, 200], Gen.Int)
            .Sample(
                (members, seed) =>
                {
                    using var folder = new TemporaryFolder();
                    var shuffled = members.ToArray();
                    new Random(seed).Shuffle(shuffled);
                    using var one = Items.Snapshot(folder, Items.Layout, members);
                    using var other = Items.Snapshot(folder, Items.Layout, shuffled);
                    Assert.Equal(Items.All(one), Items.All(other));
                    Assert.Equal(one.ContentHash, other.ContentHash);
                    Assert.Equal((one.Duplicates, one.Conflicts), (other.Duplicates, other.Conflicts));
                },
                iter: 300
            );

    [Fact]
    public void Content_hash_tells_sets_apart() =>
        Gen.Select(Member.List[1, 50], Gen.Int[0, 1000])
            .Sample(
                (members, plan) =>
                {
                    using var folder = new TemporaryFolder();
                    using var one = Items.Snapshot(folder, Items.Layout, members);
                    using var more = Items.Snapshot(
                        folder,
                        Items.Layout,
                        [.. members, Items.Record("somebody new", $"{plan}")]
                    );
                    Assert.NotEqual(one.ContentHash, more.ContentHash);
                    Assert.Matches("^[0-9a-f]{32}$", one.ContentHash);
                },
                iter: 200
            );

    [Theory]
    [InlineData(200_000, 200_000, RecordsIn.Held)]
    [InlineData(200_000, 37, RecordsIn.Held)]
    [InlineData(200_000, 5_000, RecordsIn.Held)]
    [InlineData(200_000, 200_000, RecordsIn.Kept)]
    [InlineData(200_000, 37, RecordsIn.Kept)]
    [InlineData(200_000, 5_000, RecordsIn.Kept)]
    [InlineData(200_000, 37, RecordsIn.Both)]
    [InlineData(200_000, 3, RecordsIn.Source)]
    [InlineData(200_000, 5_000, RecordsIn.Source)]
    public void Spilled_and_split_partitions_hold_the_same_as_memory(int members, int keys, RecordsIn where)
    {
        using var folder = new TemporaryFolder();
        var records = Enumerable
            .Range(0, members)
            .Select(index => Items.Record($"user-{index * 7919L % keys}", $"plan-{index % 11}"))
            .ToList();
        using var inMemory = Items.Snapshot(folder, Items.Layout, records, 1L << 30, RecordsIn.Held, lanes: 1);
        Assert.False(Directory.Exists(Path.Combine(folder, "spill")));
        using var spilled = Items.Snapshot(folder, Items.Layout, records, 1 << 20, where, lanes: 3);
        Assert.True(Directory.Exists(Path.Combine(folder, "spill")));
        Assert.Equal(keys, spilled.Items);
        Assert.Equal(inMemory.ContentHash, spilled.ContentHash);
        Assert.Equal((inMemory.Duplicates, inMemory.Conflicts), (spilled.Duplicates, spilled.Conflicts));
        var source = new RecordSource(Items.Layout, []);
        // Of two files, what is first in the one is not what is first in both.
        Assert.Equal(
            where == RecordsIn.Both ? [] : inMemory.DuplicateExamples.Select(example => example.Describe(source)),
            where == RecordsIn.Both ? [] : spilled.DuplicateExamples.Select(example => example.Describe(source))
        );
        Assert.Equal(Items.All(inMemory), Items.All(spilled));
        Assert.Equal(Items.All(inMemory), Items.All(spilled));
    }

    [Fact]
    public void Spilled_snapshot_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        using (
            Items.Snapshot(folder, Items.Layout, Enumerable.Range(0, 50_000).Select(id => Items.Record($"{id}", "p")))
        )
        {
            Assert.Empty(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories));
        }
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public void Records_longer_than_any_buffer_survive_spilling()
    {
        using var folder = new TemporaryFolder();
        var records = Enumerable
            .Range(0, 40)
            .Select(id => Items.Record($"{id}", new string((char)('a' + (id % 26)), 100_000 * (id % 5))))
            .ToList();
        using var snapshot = Items.Snapshot(folder, Items.Layout, records);
        Assert.Equal(records.OrderBy(record => Items.Key(Items.Layout, record)), Items.All(snapshot));
    }

    [Fact]
    public void Duplicates_are_told_with_the_lines_that_came_first()
    {
        using var folder = new TemporaryFolder();
        using var snapshot = Items.Snapshot(
            folder,
            Items.Layout,
            [Items.Record("a", "1"), Items.Record("b", "1"), Items.Record("a", "1"), Items.Record("b", "0")],
            where: RecordsIn.Kept
        );
        Assert.Equal(2, snapshot.Duplicates);
        Assert.Equal(1, snapshot.Conflicts);
        Assert.Equal(
            [
                ("members.csv", 4L, "The same key as line 2."),
                ("members.csv", 5L, "The same key as line 3, with other values: the greatest in byte order is kept."),
            ],
            snapshot
                .DuplicateExamples.Select(example => example.Describe(new LinePlaces("members.csv")))
                .Select(example => (example.Source, example.Line, example.Reason))
        );
    }

    [Fact]
    public void The_greatest_value_is_kept_not_the_longest()
    {
        using var folder = new TemporaryFolder();
        using var snapshot = Items.Snapshot(
            folder,
            Items.Layout,
            [Items.Record("a", "basic"), Items.Record("a", "pro"), Items.Record("a", "free")]
        );
        Assert.Equal([Items.Record("a", "pro")], Items.All(snapshot));
    }

    [Fact]
    public void Only_the_first_ten_duplicates_are_told()
    {
        using var folder = new TemporaryFolder();
        var records = Enumerable.Range(0, 100).Select(line => Items.Record($"{line % 50}", "p"));
        using var snapshot = Items.Snapshot(folder, Items.Layout, records, where: RecordsIn.Kept);
        Assert.Equal(50, snapshot.Duplicates);
        Assert.Equal(
            Enumerable.Range(52, 10).Select(line => (long)line),
            snapshot.DuplicateExamples.Select(e => e.Place.Position)
        );
    }

    [Fact]
    public void Empty_cohort_is_an_empty_snapshot()
    {
        using var folder = new TemporaryFolder();
        using var snapshot = Items.Snapshot(folder, Items.Layout, []);
        Assert.Equal(0, snapshot.Items);
        Assert.Empty(Items.All(snapshot));
    }

    [Fact]
    public void Source_that_changed_is_noticed_when_a_record_is_read_again()
    {
        using var folder = new TemporaryFolder();
        var source = new RecordSource(Items.Layout, [Items.Record("a", "1"), Items.Record("b", "2")]);
        using var builder = new SnapshotBuilder(folder, 1 << 20, holdRecords: false);
        var (lane, hasher) = (builder.OpenLanes(1)[0], new ItemHasher(Items.Layout, Items.Seed));
        for (var index = 0; index < source.Records.Count; index++)
        {
            var record = source.Records[index];
            lane.Add(hasher.KeyHash(record), ItemHasher.RecordHash(record), record, RecordSource.Place(index));
        }
        using var snapshot = builder.Complete(source, source.OpenItems, CancellationToken.None);
        Assert.Equal(2, Items.All(snapshot).Count);
        source.Records[1] = Items.Record("b", "3");
        Assert.Throws<SourceException>(() => Items.All(snapshot));
    }

    private static byte[] Greatest(IEnumerable<byte[]> records) =>
        records.Aggregate((one, other) => Plan(one).SequenceCompareTo(Plan(other)) >= 0 ? one : other);

    private static ReadOnlySpan<byte> Plan(byte[] record) => ItemRecordReader.At(record, 1).Text;
}
