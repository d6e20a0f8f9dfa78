using CsCheck;
using Rollcall.Core.Diffing;
using Rollcall.Core.Members;
using Rollcall.Core.Tests.Snapshots;

namespace Rollcall.Core.Tests.Diffing;

/// <summary>A definition whose fields or key changed.</summary>
public sealed class LayoutTests
{
    private static readonly ItemLayout ById = new(["id", "email", "plan"], [0]);
    private static readonly ItemLayout ByEmail = new(["email", "id", "plan"], [0]);

    [Fact]
    public void Fields_in_another_order_change_nothing()
    {
        using var world = new MembershipWorld { Layout = ById };
        world.Run([Items.Record("1", "a@x", "p"), Items.Record("2", "b@x", "p")]);
        world.Layout = new ItemLayout(["plan", "id", "email"], [1]);
        var summary = world.Run([Items.Record("p", "1", "a@x"), Items.Record("p", "3", "c@x")]);
        Assert.Equal((1L, 1L, 0L), (summary.Add, summary.Remove, summary.Change));
        Assert.Equal(["p,1,a@x", "p,3,c@x"], world.Members());
    }

    [Fact]
    public void New_field_makes_every_item_a_changed_one()
    {
        using var world = new MembershipWorld();
        world.Run([Items.Record("1", "p"), Items.Record("2", "p")]);
        world.Layout = new ItemLayout(["id", "plan", "city"], [0]);
        var summary = world.Run([Items.Record("1", "p", "Rome"), Items.Record("2", "p", null)]);
        Assert.Equal((0L, 0L, 1L), (summary.Add, summary.Remove, summary.Change));
        world.Run([Items.Record("1", "p", "Rome")]);
        Assert.Equal(["1,p,Rome"], world.Members());
    }

    [Fact]
    public void Records_of_an_older_layout_take_the_new_one_when_they_are_written_anew()
    {
        using var world = new MembershipWorld();
        world.Run([Items.Record("1", "p"), Items.Record("2", "p")]);
        world.Layout = new ItemLayout(["id"], [0]);
        Assert.Equal(1, world.Run([Items.Record("1"), Items.Record("2"), Items.Record("3")]).Add);
        Assert.Equal(["1", "2", "3"], world.Members());
    }

    [Fact]
    public void Where_requests_no_longer_hold_the_old_key_its_value_stands_in_the_new_keys_place()
    {
        using var world = new MembershipWorld { Layout = ById };
        world.Run([Items.Record("1", "a@x", "p"), Items.Record("2", "b@x", "p")]);
        (world.Layout, world.RemovalFields) = (ByEmail, new HashSet<string> { "email" });
        var summary = world.Run([Items.Record("a@x", "1", "p"), Items.Record("c@x", "4", "p")]);
        Assert.Equal((2L, 2L, 0L), (summary.Add, summary.Remove, summary.Change));
        using var plan = Plan.Open(world.PlanFolder);
        Assert.Equal(["1,1,p", "2,2,p"], Fields(plan, Lane.Removes).Order(StringComparer.Ordinal));
        Assert.Equal(["a@x,1,p", "c@x,4,p"], world.Members());
    }

    [Fact]
    public void With_another_key_the_old_items_go_and_the_new_ones_come_after_them()
    {
        using var world = new MembershipWorld { Layout = ById };
        world.Run([Items.Record("1", "a@x", "p"), Items.Record("2", "b@x", "p"), Items.Record("3", "", "p")]);
        world.Layout = ByEmail;
        var summary = world.Run([Items.Record("a@x", "1", "p"), Items.Record("c@x", "4", "p")]);
        Assert.Equal((2L, 3L, 0L), (summary.Add, summary.Remove, summary.Change));
        using var plan = Plan.Open(world.PlanFolder);
        Assert.Equal(["c@x,4,p"], Fields(plan, Lane.Adds));
        Assert.Equal(["a@x,1,p"], Fields(plan, Lane.ReplacedAdds));
        Assert.Equal(2, summary.ReplacedFrom);
        Assert.Equal("a@x,1,p", Fields(plan, Lane.Removes)[2]);
        Assert.Equal([",3,p", "b@x,2,p"], Fields(plan, Lane.Removes).Take(2).Order(StringComparer.Ordinal));
        Assert.Equal(["a@x,1,p", "c@x,4,p"], world.Members());
    }

    [Fact]
    public void Old_items_that_were_not_removed_are_removed_by_the_next_run()
    {
        using var world = new MembershipWorld { Layout = ById };
        world.Run([Items.Record("1", "a@x", "p"), Items.Record("2", "b@x", "p")]);
        world.Layout = ByEmail;
        byte[][] cohort = [Items.Record("a@x", "1", "p"), Items.Record("c@x", "4", "p")];
        world.Run(
            cohort,
            (_, lane) =>
                lane == Lane.Removes ? Outcome.Refused
                : lane == Lane.Adds ? Outcome.Acknowledged
                : Outcome.None
        );
        Assert.Equal(["1,a@x,p", "2,b@x,p", "c@x,4,p"], world.Members());
        var summary = world.Run(cohort);
        Assert.Equal((1L, 2L), (summary.Add, summary.Remove));
        Assert.Equal(["a@x,1,p", "c@x,4,p"], world.Members());
        Assert.Equal((0L, 0L), (world.Run(cohort).Add, world.Run(cohort).Remove));
    }

    [Fact]
    public void Key_field_that_was_only_renamed_keeps_its_items_and_who_left_is_removed_by_the_key_that_was_sent()
    {
        using var world = new MembershipWorld();
        world.Run([Items.Record("1", "p"), Items.Record("2", "p")]);
        world.Layout = new ItemLayout(["user_id", "plan"], [0]);
        var summary = world.Run([Items.Record("1", "p"), Items.Record("3", "p")]);
        Assert.Equal((1L, 1L, 0L), (summary.Add, summary.Remove, summary.Change));
        using var plan = Plan.Open(world.PlanFolder);
        Assert.Equal(["2,p"], Fields(plan, Lane.Removes));
        Assert.Equal(["1,p", "3,p"], world.Members());
    }

    [Fact]
    public void Whatever_the_keys_were_the_membership_becomes_the_cohort()
    {
        var member = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6], Gen.Int[0, 1]);
        Gen.Select(member.List[0, 12], member.List[0, 12])
            .Sample(
                (before, after) =>
                {
                    using var world = new MembershipWorld { Layout = ById };
                    world.Run(before.Select(m => Items.Record($"id-{m.Item1}", Email(m.Item2), $"{m.Item3}")));
                    var removed = world.Members();
                    world.Layout = ByEmail;
                    var cohort = after
                        .Select(m => Items.Record($"e-{m.Item2}", $"id-{m.Item1}", $"{m.Item3}"))
                        .ToList();
                    world.Run(cohort);
                    using var plan = Plan.Open(world.PlanFolder);
                    Assert.Equal(removed.Count, plan.Count(Lane.Removes));
                    CheckOrder(plan);
                    using var wanted = Items.Snapshot(world.Folder, ByEmail, cohort);
                    Assert.Equal(
                        Items
                            .All(wanted)
                            .Select(record => string.Join(",", Items.Fields(record, 3)))
                            .Order(StringComparer.Ordinal),
                        world.Members()
                    );
                },
                iter: 300
            );
    }

    private static string? Email(int number) => number == 0 ? null : $"e-{number}";

    /// <summary>No plain add may meet a later removal that carries its key.</summary>
    private static void CheckOrder(Plan plan)
    {
        var removals = Fields(plan, Lane.Removes).Select(Key).ToHashSet();
        Assert.All(Fields(plan, Lane.Adds), add => Assert.DoesNotContain(Key(add), removals));
        Assert.Equal(
            Fields(plan, Lane.ReplacedAdds).Select(Key),
            Fields(plan, Lane.Removes).Skip((int)plan.Summary.ReplacedFrom).Select(Key)
        );
    }

    private static string Key(string fields) => fields.Split(',')[0];

    private static List<string> Fields(Plan plan, Lane lane)
    {
        using var batch = new ItemBatch();
        plan.Read(lane, 0, (int)plan.Count(lane), batch);
        return
        [
            .. Enumerable
                .Range(0, batch.Count)
                .Select(index => string.Join(",", Items.Fields(batch[index], plan.Layout.Fields.Count))),
        ];
    }
}
