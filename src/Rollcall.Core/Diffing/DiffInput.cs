using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Diffing;

/// <summary>What a diff compares. Safe for use from several threads at once.</summary>
internal sealed class DiffInput(Snapshot wanted, Membership membership, IRejections rejections, DiffSettings settings)
{
    private const int Pieces = 16;

    private readonly Lock _one = new();

    public Snapshot Wanted { get; } = wanted;

    public Membership Membership { get; } = membership;

    public DiffSettings Settings { get; } = settings;

    /// <summary>The rejections of a part, a sixteenth of all hashes at a time or less.</summary>
    public IEnumerable<IReadOnlyList<Rejection>> RejectionsOf(int part)
    {
        var (first, last) = (Wanted.Store.First(part), Wanted.Store.Last(part));
        var pieces = (UInt128)Math.Max(1, Pieces / Wanted.Store.Parts);
        var size = ((last - first) / pieces) + 1;
        for (UInt128 piece = 0; piece < pieces; piece++)
        {
            var from = first + (piece * size);
            yield return Between(from, piece == pieces - 1 ? last : from + (size - 1));
        }
    }

    private IReadOnlyList<Rejection> Between(UInt128 first, UInt128 last)
    {
        // The ledger answers one thread at a time.
        lock (_one)
        {
            return rejections.Between(first, last);
        }
    }
}
