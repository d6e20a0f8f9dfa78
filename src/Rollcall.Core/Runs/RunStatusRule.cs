using Rollcall.Core.Delivery.Batches;

namespace Rollcall.Core.Runs;

/// <summary>How a run ended, told from what came of it. A partial result is never a success.</summary>
internal static class RunStatusRule
{
    /// <summary>The status.</summary>
    /// <param name="stop">Why delivery was stopped; null when it was not.</param>
    /// <param name="toSend">Items that were to be sent, those that are only tried again after a rejection not counted.</param>
    /// <param name="acknowledged">Items acknowledged, of any kind.</param>
    /// <param name="unsettled">Items that were to be sent and are not acknowledged, of any kind.</param>
    /// <param name="rejections">All rejections that are outstanding.</param>
    /// <param name="removalsHeld">Removals wait for a person.</param>
    public static RunStatus Decide(
        StopReason? stop,
        long toSend,
        long acknowledged,
        long unsettled,
        long rejections,
        bool removalsHeld
    ) =>
        stop switch
        {
            StopReason.Canceled when unsettled > 0 => RunStatus.Canceled,
            StopReason.CredentialsRefused
            or StopReason.Unreachable
            or StopReason.NoList
            or StopReason.ListGone
            or StopReason.RecreateList => RunStatus.Failed,
            _ when removalsHeld => RunStatus.Held,
            _ when unsettled == 0 && rejections == 0 => RunStatus.Succeeded,
            _ when acknowledged == 0 && toSend > 0 => RunStatus.Failed,
            _ => RunStatus.PartiallySucceeded,
        };
}
