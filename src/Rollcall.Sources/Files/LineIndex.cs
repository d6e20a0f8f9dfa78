namespace Rollcall.Sources.Files;

/// <summary>On which lines some offsets of a text stand, so that the line of any other is found by reading a little. Bounded: of a long text every other one is left out, time and again.</summary>
internal sealed class LineIndex
{
    private const int Most = 4096;

    private readonly List<(long Offset, long Line)> _marks = [];
    private int _every = 1;
    private int _skipped;

    /// <summary>Notes an offset; they ascend.</summary>
    public void Add(long offset, long line)
    {
        if (++_skipped < _every)
        {
            return;
        }
        _skipped = 0;
        if (_marks.Count == Most)
        {
            for (var kept = 0; kept < Most / 2; kept++)
            {
                _marks[kept] = _marks[kept * 2];
            }
            _marks.RemoveRange(Most / 2, Most / 2);
            _every *= 2;
        }
        _marks.Add((offset, line));
    }

    /// <summary>The nearest offset noted before one, or at it, and its line.</summary>
    public (long Offset, long Line) Before(long offset)
    {
        var at = _marks.BinarySearch((offset, long.MaxValue));
        return at == ~0 ? (0, 1) : _marks[~at - 1];
    }
}
