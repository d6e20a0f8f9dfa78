using Rollcall.Core.Members;

namespace Rollcall.Core.Snapshots;

/// <summary>Counts members whose key came before, and keeps the first of them by the order of reading, whatever the order of counting.</summary>
internal sealed class DuplicateTally(MemberPlaces places)
{
    private const int MaxExamples = 10;

    private readonly SortedList<ulong, (ulong First, bool Conflict)> _first = [];

    public long Duplicates { get; private set; }

    public long Conflicts { get; private set; }

    /// <summary>Counts the members of one key that were dropped.</summary>
    /// <param name="members">All members of the key.</param>
    /// <param name="equal">Those of them that are equal to the one that was kept, itself included.</param>
    public void Count(long members, long equal)
    {
        Duplicates += members - 1;
        Conflicts += members - equal;
    }

    /// <summary>Offers an example.</summary>
    /// <param name="place">The further member's.</param>
    /// <param name="first">That of the first with the key.</param>
    /// <param name="conflict">Their values differ.</param>
    public void Offer(ulong place, ulong first, bool conflict)
    {
        if (_first.Count == MaxExamples)
        {
            if (place >= _first.Keys[MaxExamples - 1])
            {
                return;
            }
            _first.RemoveAt(MaxExamples - 1);
        }
        _first[place] = (first, conflict);
    }

    public IReadOnlyList<MemberExample> Examples() =>
        [.. _first.Select(example => Describe(example.Key, example.Value.First, example.Value.Conflict))];

    private MemberExample Describe(ulong place, ulong first, bool conflict)
    {
        var source = places.Source(place);
        var other = places.Source(first);
        var where = source == other ? "" : $" of {other}";
        var values = conflict ? ", with other values: the greatest in byte order is kept" : "";
        return new MemberExample(
            source,
            MemberPlaces.Line(place),
            $"The same key as line {MemberPlaces.Line(first)}{where}{values}."
        );
    }
}
