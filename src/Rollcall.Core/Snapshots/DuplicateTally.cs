using Rollcall.Core.Members;

namespace Rollcall.Core.Snapshots;

/// <summary>Counts members whose key came before, and keeps the first of them by the order of reading, whatever the order of counting.</summary>
internal sealed class DuplicateTally
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

    /// <summary>Takes over what was counted elsewhere.</summary>
    public void Add(DuplicateTally other)
    {
        Duplicates += other.Duplicates;
        Conflicts += other.Conflicts;
        foreach (var (place, (first, conflict)) in other._first)
        {
            Offer(place, first, conflict);
        }
    }

    /// <summary>The examples.</summary>
    public IReadOnlyList<DuplicateMember> Examples() =>
        [
            .. _first.Select(example => new DuplicateMember(
                new MemberPlace(example.Key),
                new MemberPlace(example.Value.First),
                example.Value.Conflict
            )),
        ];
}

/// <summary>A member whose key came before.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="First">Where the first member with the key stands.</param>
/// <param name="Conflict">Whether their values differ.</param>
public readonly record struct DuplicateMember(MemberPlace Place, MemberPlace First, bool Conflict)
{
    /// <summary>The member as an example for people.</summary>
    /// <exception cref="SourceException">The source changed since it was read.</exception>
    public MemberExample Describe(IMemberPlaces places)
    {
        var (member, first) = (places.Locate(Place), places.Locate(First));
        var where = member.Source == first.Source ? "" : $" of {first.Source}";
        var values = Conflict ? ", with other values: the greatest in byte order is kept" : "";
        return new MemberExample(member.Source, member.Line, $"The same key as line {first.Line}{where}{values}.");
    }
}
