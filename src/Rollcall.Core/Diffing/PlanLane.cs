using Microsoft.Win32.SafeHandles;

namespace Rollcall.Core.Diffing;

/// <summary>A lane of an opened plan.</summary>
internal sealed class PlanLane(SafeFileHandle handle)
{
    private readonly List<PlanBlock> _blocks = [];
    private readonly List<(long Start, PlanSection Section)> _sections = [];

    public long Count { get; private set; }

    /// <summary>Its parts, with the position at which each begins.</summary>
    public IReadOnlyList<(long Start, PlanSection Section)> Sections => _sections;

    public void Append(PlanSection section, IReadOnlyList<(long Start, long Offset)> blocks)
    {
        _sections.Add((Count, section));
        for (var index = 0; index < blocks.Count; index++)
        {
            var end = index + 1 < blocks.Count ? blocks[index + 1].Start : section.Count;
            _blocks.Add(
                new PlanBlock(
                    Count + blocks[index].Start,
                    checked((int)(end - blocks[index].Start)),
                    blocks[index].Offset
                )
            );
        }
        Count += section.Count;
    }

    /// <summary>Reads a range in slices of at most one block. The slice is used again for the next.</summary>
    public IEnumerable<BlockSlice> Slices(long start, long count, bool records)
    {
        if (start < 0 || count < 0 || count > Count - start)
        {
            throw new ArgumentOutOfRangeException(
                nameof(start),
                $"Items {start} to {start + count} were asked of a lane of {Count}."
            );
        }
        if (count == 0)
        {
            yield break;
        }
        using var slice = new BlockSlice();
        for (var block = BlockOf(start); count > 0; block++)
        {
            var from = (int)(start - _blocks[block].Start);
            var some = (int)Math.Min(count, _blocks[block].Count - from);
            slice.Load(handle, _blocks[block], from, some, records);
            yield return slice;
            (start, count) = (start + some, count - some);
        }
    }

    /// <summary>Counts changed items in a range; where a part has none or only such, without reading.</summary>
    public long ChangesIn(long start, long count)
    {
        long changes = 0;
        foreach (var (from, section) in _sections)
        {
            var (first, end) = (Math.Max(start, from), Math.Min(start + count, from + section.Count));
            if (first < end && section.Changes > 0)
            {
                changes += section.Changes == section.Count ? end - first : CountChanges(first, end - first);
            }
        }
        return changes;
    }

    private long CountChanges(long start, long count)
    {
        long changes = 0;
        foreach (var slice in Slices(start, count, records: false))
        {
            for (var index = 0; index < slice.Count; index++)
            {
                changes += slice.IsChange(index) ? 1 : 0;
            }
        }
        return changes;
    }

    private int BlockOf(long position)
    {
        var (low, high) = (0, _blocks.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _blocks[middle].Start <= position ? (middle, high) : (low, middle - 1);
        }
        return low;
    }
}
