using System.Text;
using Rollcall.Core.Members;
using Rollcall.Core.Runs;

namespace Rollcall.Core.Tests.Runs;

/// <summary>Cohorts of which most records are needed, or that change while a run needs them.</summary>
public sealed class SecondReadingTests
{
    private const int Members = 4_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Cohort_of_which_nearly_everybody_changed_is_read_again_with_all_values(bool dryRun)
    {
        using var world = new EngineHarness(batchSize: 1_000);
        world.Settled(EngineHarness.Users(Members));
        var source = new TextSource("pro");
        var report = world.Sync(request => request with { Source = source, MemoryBudget = 1 << 20, DryRun = dryRun });
        Assert.Equal(2, source.Readings);
        Assert.Equal(dryRun ? RunStatus.Planned : RunStatus.Succeeded, report.Status);
        Assert.Equal(Members, report.Planned.Change);
        Assert.Equal(Members, report.Cohort.Read);
        Assert.Equal(dryRun ? 0 : Members, report.Delivered.Change);
        Assert.Equal(dryRun ? 0 : 4, world.Destination.Adds.Count());
    }

    [Fact]
    public void Cohort_of_which_few_changed_is_read_once()
    {
        using var world = new EngineHarness();
        world.Settled(EngineHarness.Users(Members - 10));
        var source = new TextSource("");
        var report = world.Sync(request => request with { Source = source, MemoryBudget = 1 << 20 });
        Assert.Equal(1, source.Readings);
        Assert.Equal(10, report.Delivered.Add);
    }

    [Fact]
    public void Cohort_of_which_a_fifth_changed_is_read_once_though_the_records_do_not_fit_in_memory_at_once()
    {
        const int Many = 10_000;
        using var world = new EngineHarness();
        world.Settled(EngineHarness.Users(Many * 4 / 5));
        var source = new TextSource("", Many);
        var report = world.Sync(request => request with { Source = source, MemoryBudget = 1 << 20 });
        Assert.Equal(1, source.Readings);
        Assert.Equal(Many / 5, report.Delivered.Add);
        Assert.Equal(EngineHarness.Users(Many), world.Destination.Members);
    }

    [Fact]
    public void Source_that_changes_before_its_records_are_read_again_fails_the_run_and_nothing_is_sent()
    {
        using var world = new EngineHarness();
        world.Settled(EngineHarness.Users(Members - 10));
        var source = new TextSource("") { ChangesTo = "pro" };
        Assert.Throws<SourceException>(() => world.Sync(request => request with { Source = source }));
        Assert.Empty(world.Destination.Requests);
        Assert.Contains(world.Ledger.Runs(), run => run.Status == RunStatus.Failed);
    }

    /// <summary>Users with one plan, who can be read again.</summary>
    private sealed class TextSource(string plan, int members = Members) : IMemberSource, IMemberPlaces, IMemberRereader
    {
        public int Readings { get; private set; }

        /// <summary>The plan from the first reading on.</summary>
        public string? ChangesTo { get; init; }

        public string Name => "users";

        public IMemberPlaces Read(
            IReadOnlyList<string> columns,
            IReadOnlyList<IMemberSink> lanes,
            CancellationToken cancellation
        )
        {
            Readings++;
            for (var user = 0; user < members; user++)
            {
                Hand(user, plan, lanes[user % lanes.Count]);
            }
            return this;
        }

        public void Read(ReadOnlySpan<MemberPlace> places, IMemberSink rows)
        {
            foreach (var place in places)
            {
                Hand((int)place.Position, ChangesTo ?? plan, rows);
            }
        }

        public MemberLine Locate(MemberPlace place) => new(Name, place.Position + 1);

        public IMemberRereader OpenRereader() => this;

        public SourceException Changed(MemberPlace place) => new("The users changed.", isUsage: false);

        public void Dispose() { }

        private void Hand(int user, string plan, IMemberSink rows)
        {
            var (name, value) = (Encoding.UTF8.GetBytes($"u{user:D4}"), Encoding.UTF8.GetBytes(plan));
            rows.Add(
                new MemberRow(
                    [.. name, .. value],
                    [
                        new MemberSlot(FieldKind.Text, 0, name.Length),
                        new MemberSlot(FieldKind.Text, name.Length, value.Length),
                    ],
                    MemberPlace.AtOffset(0, user),
                    user + 1,
                    Name
                )
            );
        }
    }
}
