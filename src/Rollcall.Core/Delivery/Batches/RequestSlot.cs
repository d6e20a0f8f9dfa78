using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Members;

namespace Rollcall.Core.Delivery.Batches;

/// <summary>The buffers of one request in flight, used again for later ones.</summary>
internal sealed class RequestSlot : IDisposable
{
    public ItemBatch Items { get; } = new();

    public RenderedRequest Request { get; } = new();

    public void Dispose() => Items.Dispose();
}

/// <summary>An attempt that has come to its end.</summary>
internal readonly record struct Attempt(
    LaneWork Lane,
    Piece Piece,
    RequestSlot? Slot,
    Answer? Answer,
    Exception? Fault
);
