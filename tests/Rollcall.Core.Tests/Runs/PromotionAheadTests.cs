using Rollcall.Core.Diffing;
using Rollcall.Core.Runs;
using Rollcall.Core.Snapshots;
using Rollcall.Core.Storage;
using Rollcall.Core.Tests.Snapshots;

namespace Rollcall.Core.Tests.Runs;

public sealed class PromotionAheadTests
{
    private const int Members = PromotionAhead.LeastItems;

    [Fact]
    public async Task Written_ahead_is_what_the_end_would_write()
    {
        using var world = new MembershipWorld();
        using var plan = FirstPlan(world, Members);
        await using var ahead = PromotionAhead.Begin(world.Folder, Sync(null), plan);
        var taken = await ahead.TakeAsync(new Adds(new OutcomeRange(0, Members, Outcome.Acknowledged, false)));
        Assert.NotNull(taken);
        using var nobody = Membership.Open(world.Folder, null);
        Assert.Equal(world.Promote(nobody, plan, (_, _) => Outcome.Acknowledged), taken);
        world.Manifest = taken;
        Assert.Equal(Members, world.Members().Count);
    }

    public static TheoryData<OutcomeRange[]> NotAsAssumed =>
        new()
        {
            { [] },
            { [new(0, Members - 1, Outcome.Acknowledged, false)] },
            { [new(1, Members - 1, Outcome.Acknowledged, false)] },
            { [new(0, Members, Outcome.Acknowledged, true)] },
            { [new(0, 5, Outcome.InDoubt, true), new(5, Members - 5, Outcome.Acknowledged, false)] },
            { [new(0, Members - 5, Outcome.Acknowledged, false), new(Members - 5, 5, Outcome.Rejected, false)] },
            { [new(0, 5, Outcome.Acknowledged, false), new(6, Members - 6, Outcome.Acknowledged, false)] },
        };

    [Theory]
    [MemberData(nameof(NotAsAssumed))]
    public async Task Written_ahead_is_left_where_not_everything_was_acknowledged(OutcomeRange[] outcomes)
    {
        using var world = new MembershipWorld();
        using var plan = FirstPlan(world, Members);
        await using var ahead = PromotionAhead.Begin(world.Folder, Sync(null), plan);
        Assert.Null(await ahead.TakeAsync(new Adds(outcomes)));
        Promotion.Sweep(world.Folder, world.Manifest);
        Assert.Empty(world.Files);
    }

    [Fact]
    public async Task Nothing_is_written_ahead_of_a_small_run_or_one_that_has_members()
    {
        using var world = new MembershipWorld();
        using (var small = FirstPlan(world, Members - 1))
        {
            await using var ahead = PromotionAhead.Begin(world.Folder, Sync(null), small);
            Assert.Null(await ahead.TakeAsync(new Adds(new OutcomeRange(0, Members - 1, Outcome.Acknowledged, false))));
        }
        using var plan = FirstPlan(world, Members);
        var known = Sync(new MembershipManifest("{}"));
        await using var second = PromotionAhead.Begin(world.Folder, known, plan);
        Assert.Null(await second.TakeAsync(new Adds(new OutcomeRange(0, Members, Outcome.Acknowledged, false))));
        Assert.False(Directory.Exists(Path.Combine(world.Folder, "membership")));
    }

    private static Plan FirstPlan(MembershipWorld world, int members)
    {
        using var nobody = Membership.Open(world.Folder, null);
        return world.Plan(nobody, MembershipFilesTests.Cohort(members, 0));
    }

    private static SyncRecord Sync(MembershipManifest? membership) =>
        new()
        {
            IntegrationName = "Sink",
            CohortId = "cohort",
            CohortName = "Cohort",
            HashSeed = Items.Seed,
            AccountFingerprint = "account",
            Membership = membership,
        };

    private sealed class Adds(params OutcomeRange[] ranges) : IPlanOutcomes
    {
        public IEnumerable<OutcomeRange> Of(Lane lane) => lane == Lane.Adds ? ranges : [];
    }
}
