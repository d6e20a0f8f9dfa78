using CsCheck;
using Rollcall.Cluster.Syncs;

namespace Rollcall.Server.Tests.Syncs;

/// <summary>What two orders become that wait for the same run to end.</summary>
public sealed class RunOrderTests
{
    private static readonly Gen<RunOrder> Order = Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool, Gen.Int[0, 9])
        .Select(
            (dry, full, retry, confirms, leaving) =>
                new RunOrder
                {
                    Trigger = confirms ? "Confirmed" : "Manual",
                    DryRun = dry,
                    Full = full,
                    RetryRejected = retry,
                    Confirms = confirms ? "run_1" : null,
                    Leaving = leaving == 0,
                }
        );

    [Fact]
    public void Nothing_that_is_to_be_sent_is_lost_by_a_later_order() =>
        Gen.Select(Order, Order)
            .Sample(
                (first, second) =>
                {
                    var both = first.With(second);
                    RunOrder[] real = [.. new[] { first, second }.Where(order => !order.DryRun || order.Leaving)];
                    if (real.Any(order => order.Leaving))
                    {
                        return both.Leaving;
                    }
                    return real.Length == 0
                        ? both.DryRun
                        : !both.DryRun
                            && both.Full == real.Any(order => order.Full)
                            && both.RetryRejected == real.Any(order => order.RetryRejected)
                            && (both.Confirms is not null) == real.Any(order => order.Confirms is not null)
                            && (both.Trigger == "Confirmed") == (both.Confirms is not null);
                }
            );
}
