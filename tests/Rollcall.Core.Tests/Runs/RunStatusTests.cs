using Rollcall.Core.Delivery.Batches;
using Rollcall.Core.Runs;

namespace Rollcall.Core.Tests.Runs;

public sealed class RunStatusTests
{
    [Theory]
    [InlineData(10, 10, 0, 0, RunStatus.Succeeded)]
    [InlineData(0, 0, 0, 0, RunStatus.Succeeded)]
    [InlineData(10, 9, 1, 1, RunStatus.PartiallySucceeded)]
    [InlineData(10, 9, 1, 0, RunStatus.PartiallySucceeded)] // a batch failed
    [InlineData(10, 10, 0, 1, RunStatus.PartiallySucceeded)] // an earlier rejection is outstanding
    [InlineData(0, 0, 0, 1, RunStatus.PartiallySucceeded)]
    [InlineData(10, 0, 10, 0, RunStatus.Failed)] // nothing was acknowledged
    [InlineData(3, 0, 3, 3, RunStatus.Failed)]
    public void A_partial_result_is_never_a_success(
        long toSend,
        long acknowledged,
        long unsettled,
        long rejections,
        RunStatus status
    ) => Assert.Equal(status, RunStatusRule.Decide(null, toSend, acknowledged, unsettled, rejections, false));

    [Theory]
    [InlineData(nameof(StopReason.CredentialsRefused), RunStatus.Failed)]
    [InlineData(nameof(StopReason.Unreachable), RunStatus.Failed)]
    [InlineData(nameof(StopReason.ListGone), RunStatus.Failed)]
    [InlineData(nameof(StopReason.NoList), RunStatus.Failed)]
    [InlineData(nameof(StopReason.Canceled), RunStatus.Canceled)]
    [InlineData(nameof(StopReason.LongPause), RunStatus.PartiallySucceeded)]
    public void A_stopped_run_says_so_though_part_was_delivered(string reason, RunStatus status) =>
        Assert.Equal(status, RunStatusRule.Decide(Enum.Parse<StopReason>(reason), 10, 5, 5, 0, false));
}
