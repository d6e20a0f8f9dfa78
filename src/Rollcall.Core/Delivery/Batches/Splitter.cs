using Rollcall.Core.Diffing;

namespace Rollcall.Core.Delivery.Batches;

/// <summary>Halves refused batches until the refused items stand alone, within a budget of requests.</summary>
internal sealed class Splitter(RejectionRecorder rejections, int requestsUsed)
{
    /// <summary>Requests that splitting may cost a run (<c>splitBudget</c>).</summary>
    public const int Budget = 2000;

    /// <summary>Requests that it has cost so far.</summary>
    public int RequestsUsed { get; private set; } = requestsUsed;

    /// <summary>Whether another request may be spent.</summary>
    public bool HasBudget => RequestsUsed < Budget;

    /// <summary>A request of a split batch leaves.</summary>
    public void Spend() => RequestsUsed++;

    /// <summary>Halves a refused piece; a single item is rejected.</summary>
    public void SplitOrReject(LaneWork lane, Piece piece)
    {
        if (piece.Count == 1)
        {
            Reject(lane, piece);
            return;
        }
        if (piece.Named.Count > 0)
        {
            SplitAroundNamed(lane, piece);
            return;
        }
        var half = (piece.Count + 1) / 2;
        var left = piece.Part(piece.Start, half, split: true);
        var right = piece.Part(piece.Start + half, piece.Count - half, split: true);
        lane.Replace(piece, left, right);
        lane.MakeReady(left);
        lane.MakeReady(right);
    }

    /// <summary>An item that an answer names as failed is rejected; the piece that it was in is settled or replaced by the caller.</summary>
    public void RejectNamed(LaneWork lane, Piece piece, FailedItem item)
    {
        var (error, position) = (piece.LastError!, piece.Start + item.Index);
        var message = item.Reason is { Length: > 0 } reason ? $"{error.Message} ({reason})" : error.Message;
        rejections.Record(lane.Lane, position, error with { Message = message });
        lane.Settle(position, 1, piece.InDoubt ? Outcome.InDoubt : Outcome.Rejected, piece.MayLand);
    }

    // The refusal says who was at fault: the others need not be searched, only sent again.
    private void SplitAroundNamed(LaneWork lane, Piece piece)
    {
        var rest = new List<Piece>();
        var start = piece.Start;
        foreach (var item in piece.Named)
        {
            var position = piece.Start + item.Index;
            AddRest(position);
            RejectNamed(lane, piece, item);
            start = position + 1;
        }
        AddRest(piece.End);
        lane.Replace(piece, [.. rest]);
        rest.ForEach(lane.MakeReady);

        void AddRest(long end)
        {
            if (end > start)
            {
                rest.Add(piece.Part(start, (int)(end - start), split: true));
            }
        }
    }

    /// <summary>A batch was too large: it is cut into batches of a size that may not be.</summary>
    public static void CutSmaller(LaneWork lane, Piece piece, int size)
    {
        var parts = new List<Piece>();
        for (var start = piece.Start; start < piece.End; start += size)
        {
            parts.Add(piece.Part(start, (int)Math.Min(size, piece.End - start), split: false));
        }
        lane.Replace(piece, [.. parts]);
        parts.ForEach(lane.MakeReady);
    }

    /// <summary>The single item is refused for good. What was in doubt before stays so: a refusal proves no absence.</summary>
    public void Reject(LaneWork lane, Piece piece)
    {
        rejections.Record(lane.Lane, piece.Start, piece.LastError!);
        lane.Settle(piece, piece.InDoubt ? Outcome.InDoubt : Outcome.Rejected);
    }

    /// <summary>All that was sent again because it was rejected before, and was refused together: it stays rejected.</summary>
    public void RejectAllAgain(LaneWork lane)
    {
        foreach (var piece in lane.Refused.ToList())
        {
            lane.Release(piece);
            for (var position = piece.Start; position < piece.End; position++)
            {
                rejections.Record(lane.Lane, position, piece.LastError!);
            }
            lane.Settle(piece, piece.InDoubt ? Outcome.InDoubt : Outcome.Rejected);
        }
    }
}
