namespace Rollcall.Core.Delivery.Batches;

/// <summary>Whether delivery has been stopped, and why. The first reason counts.</summary>
internal sealed class DeliveryStop
{
    /// <summary>Null while nothing stopped it.</summary>
    public StopReason? Reason { get; private set; }

    /// <summary>The answer that told so; null where none did.</summary>
    public DeliveryError? Error { get; private set; }

    /// <summary>Stops: nothing more is sent, what is in flight is waited for.</summary>
    public void Because(StopReason reason, DeliveryError? error = null)
    {
        if (Reason is null)
        {
            (Reason, Error) = (reason, error);
        }
    }
}
