using Rollcall.Core.Delivery.Requests;

namespace Rollcall.Core.Delivery.Batches;

/// <summary>
/// Renders requests: small ones as they leave, large ones beside the loop, and those that are next while the destination
/// still thinks about others.
/// </summary>
internal sealed class Preparation(DeliveryWork work, TaskScheduler workers) : IDisposable
{
    /// <summary>From so many items on, rendering takes longer than going to another thread for it.</summary>
    private const int Large = 500;

    private readonly Stack<RequestSlot> _slots = new();

    /// <summary>Whether a piece's request is worth another thread: to be rendered, compressed, and written to the connection.</summary>
    public static bool IsLarge(Piece piece) => piece.Count >= Large;

    /// <summary>Does something beside the loop.</summary>
    public Task<T> BesideAsync<T>(Func<T> action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.DenyChildAttach, workers);

    /// <summary>A piece's request; it has been rendered ahead, or is now.</summary>
    public ValueTask<RequestSlot> Of(LaneWork lane, Piece piece)
    {
        if (piece.Prepared is { } prepared)
        {
            piece.Prepared = null;
            return new ValueTask<RequestSlot>(prepared);
        }
        var slot = Rent();
        if (IsLarge(piece))
        {
            return new ValueTask<RequestSlot>(BesideAsync(lane, piece, slot));
        }
        Render(lane, piece, slot);
        return new ValueTask<RequestSlot>(slot);
    }

    /// <summary>Begins with large requests whose turn is next.</summary>
    public void Begin(IReadOnlyList<LaneWork> lanes)
    {
        var most = work.Pacer.Parallelism;
        foreach (var lane in lanes)
        {
            foreach (var piece in lane.Ahead)
            {
                if (!IsLarge(piece) || most-- == 0)
                {
                    return;
                }
                piece.Prepared ??= BesideAsync(lane, piece, Rent());
            }
        }
    }

    /// <summary>A request has been answered: its buffers serve another.</summary>
    public void Return(RequestSlot slot) => _slots.Push(slot);

    /// <summary>Waits for what is still being rendered and will not be sent.</summary>
    public async ValueTask EndAsync()
    {
        foreach (var piece in work.Lanes.SelectMany(lane => lane.Open))
        {
            if (piece.Prepared is { } prepared)
            {
                piece.Prepared = null;
                Return(await prepared.ConfigureAwait(false));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var slot in _slots)
        {
            slot.Dispose();
        }
    }

    private RequestSlot Rent() => _slots.TryPop(out var used) ? used : new RequestSlot();

    private Task<RequestSlot> BesideAsync(LaneWork lane, Piece piece, RequestSlot slot) =>
        BesideAsync(() =>
        {
            Render(lane, piece, slot);
            return slot;
        });

    private void Render(LaneWork lane, Piece piece, RequestSlot slot)
    {
        work.Plan.Read(piece.Lane, piece.Start, piece.Count, slot.Items);
        var values = new BatchValues(lane.Operation, work.MessageId(piece), piece.Answered);
        lane.Endpoint.Builder.Render(slot.Items, values, slot.Request);
    }
}
