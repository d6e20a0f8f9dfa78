using Rollcall.Core.Diffing;
using Rollcall.Core.Runs;
using Rollcall.Core.Storage;

namespace Rollcall.Storage.Progress;

/// <summary>What records of progress come to together: the last word on each piece and range.</summary>
internal sealed class ProgressFold
{
    private readonly Dictionary<(Lane Lane, long Start), PieceRecord?> _pieces = [];
    private readonly Dictionary<(Lane Lane, long Start), OutcomeRange?> _outcomes = [];
    private RunTraffic? _traffic;

    /// <summary>Records taken in.</summary>
    public long Count { get; private set; }

    /// <summary>Takes records in, in their order.</summary>
    public ProgressFold Add(IEnumerable<LedgerStep> records)
    {
        foreach (var record in records)
        {
            Add(record);
        }
        return this;
    }

    /// <summary>The records as one step.</summary>
    /// <param name="pieces">Where the pieces are that the database has: of others it need not be told that they are gone.</param>
    /// <param name="outcomes">The same of ranges.</param>
    public LedgerStep Over(
        Func<HashSet<(Lane Lane, long Start)>> pieces,
        Func<HashSet<(Lane Lane, long Start)>> outcomes
    )
    {
        var step = new LedgerStep { Traffic = _traffic };
        step.Pieces.AddRange(_pieces.Values.OfType<PieceRecord>());
        step.GonePieces.AddRange(Gone(_pieces, piece => piece is null, pieces));
        foreach (var (place, range) in _outcomes)
        {
            if (range is { } known)
            {
                step.Outcomes.Add((place.Lane, known));
            }
        }
        step.GoneOutcomes.AddRange(Gone(_outcomes, range => range is null, outcomes));
        return step;
    }

    /// <summary>An interrupted run with these records on top.</summary>
    public InterruptedRun On(InterruptedRun run)
    {
        var pieces = run.Pieces.ToDictionary(piece => (piece.Lane, piece.Start));
        foreach (var (place, piece) in _pieces)
        {
            Put(pieces, place, piece is not null, piece!);
        }
        var outcomes = run.Outcomes.ToDictionary(outcome => (outcome.Lane, outcome.Range.Start), known => known.Range);
        foreach (var (place, range) in _outcomes)
        {
            Put(outcomes, place, range is not null, range ?? default);
        }
        var report = run.Run.Report;
        return new InterruptedRun(
            run.Run with
            {
                Report = _traffic is { } traffic
                    ? report with
                    {
                        Requests = traffic.Requests,
                        BytesSent = traffic.BytesSent,
                    }
                    : report,
            },
            [.. pieces.OrderBy(pair => pair.Key).Select(pair => pair.Value)],
            [.. outcomes.OrderBy(pair => pair.Key).Select(pair => (pair.Key.Lane, pair.Value))]
        );
    }

    private void Add(LedgerStep record)
    {
        Count++;
        record.GonePieces.ForEach(place => _pieces[place] = null);
        record.Pieces.ForEach(piece => _pieces[(piece.Lane, piece.Start)] = piece);
        record.GoneOutcomes.ForEach(place => _outcomes[place] = null);
        record.Outcomes.ForEach(outcome => _outcomes[(outcome.Lane, outcome.Range.Start)] = outcome.Range);
        _traffic = record.Traffic ?? _traffic;
    }

    private static void Put<T>(Dictionary<(Lane, long), T> into, (Lane, long) place, bool isThere, T value)
    {
        if (isThere)
        {
            into[place] = value;
        }
        else
        {
            into.Remove(place);
        }
    }

    private static IEnumerable<(Lane Lane, long Start)> Gone<T>(
        Dictionary<(Lane Lane, long Start), T> last,
        Func<T, bool> isGone,
        Func<HashSet<(Lane Lane, long Start)>> known
    )
    {
        var gone = last.Where(pair => isGone(pair.Value)).Select(pair => pair.Key).ToHashSet();
        if (gone.Count > 0)
        {
            gone.IntersectWith(known());
        }
        return gone;
    }
}
