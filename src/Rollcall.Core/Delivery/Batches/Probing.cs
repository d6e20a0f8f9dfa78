namespace Rollcall.Core.Delivery.Batches;

/// <summary>Finding out, one request at a time, whether an endpoint that has refused a batch works at all.</summary>
internal sealed class Probing
{
    private readonly Queue<(LaneWork Lane, long Position)> _targets = new();

    /// <summary>Single items, and batches so small that they tell as much, that were refused.</summary>
    public int Refused { get; set; }

    /// <summary>Whether everything that was refused was answered 404 or 410.</summary>
    public bool AllNotFound { get; set; } = true;

    /// <summary>Whether single items were chosen; until then small batches serve as probes.</summary>
    public bool HasTargets { get; private set; }

    /// <summary>A probe that was not answered and is sent again; null for none.</summary>
    public (LaneWork Lane, Piece Piece, DateTimeOffset Due)? Retry { get; set; }

    /// <summary>Whether single items are left to be tried.</summary>
    public bool HasNext => _targets.Count > 0;

    /// <summary>Whose single item is next; null when none is left.</summary>
    public LaneWork? NextLane => _targets.TryPeek(out var target) ? target.Lane : null;

    /// <summary>Chooses single items spread over a refused batch.</summary>
    public void Spread(LaneWork lane, Piece piece)
    {
        HasTargets = true;
        AllNotFound = true;
        Refused = 0;
        var probes = Math.Min(EndpointWork.Probes, piece.Count);
        for (var probe = 0; probe < probes; probe++)
        {
            _targets.Enqueue((lane, piece.Start + ((2L * probe + 1) * piece.Count / (2L * probes))));
        }
    }

    public (LaneWork Lane, long Position) Next() => _targets.Dequeue();
}
