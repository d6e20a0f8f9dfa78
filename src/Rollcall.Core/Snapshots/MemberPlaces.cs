namespace Rollcall.Core.Snapshots;

/// <summary>Packs the source and line of members into 64 bits, ascending in the order of reading.</summary>
internal sealed class MemberPlaces
{
    private const int LineBits = 48;

    private readonly List<string> _sources = [];

    /// <summary>Packs a place; one source's members follow each other.</summary>
    public ulong Pack(string source, long line)
    {
        if (_sources.Count == 0 || !ReferenceEquals(_sources[^1], source))
        {
            Begin(source);
        }
        return ((ulong)(_sources.Count - 1) << LineBits) | ((ulong)line & ((1UL << LineBits) - 1));
    }

    /// <summary>The source's name of a place.</summary>
    public string Source(ulong place) => _sources[(int)(place >> LineBits)];

    /// <summary>The line of a place.</summary>
    public static long Line(ulong place) => (long)(place & ((1UL << LineBits) - 1));

    private void Begin(string source)
    {
        // 65,536 sources fit; further ones are told under the last name, which only examples would show.
        if ((_sources.Count == 0 || _sources[^1] != source) && _sources.Count <= ushort.MaxValue)
        {
            _sources.Add(source);
        }
    }
}
