using System.Text.Json;
using Rollcall.Core.Members;

namespace Rollcall.Sources.JsonLines;

/// <summary>
/// Which wanted columns occurred in the JSON lines of a cohort. A row may lack one, and so may a whole file among
/// several; a column that no row has is a mistake.
/// </summary>
/// <param name="wanted">The columns.</param>
internal sealed class JsonColumns(IReadOnlyList<string> wanted)
{
    private const int RowsLookedAt = 1000;

    private readonly bool[] _found = new bool[wanted.Count];
    private readonly List<string> _met = [];
    private long _rows;
    private long _rowsBefore;

    /// <summary>Whether names are kept for messages.</summary>
    public bool MeetsNames { get; set; } = true;

    /// <summary>The columns.</summary>
    public IReadOnlyList<string> Wanted => wanted;

    /// <summary>Counts a row.</summary>
    public void Count() => _rows++;

    /// <summary>Notes that a column occurred.</summary>
    public void Found(int column) => _found[column] = true;

    /// <summary>Keeps the name that the reader stands on, for messages; only of the first rows.</summary>
    public void Meet(ref Utf8JsonReader reader)
    {
        if (
            MeetsNames
            && _rows < RowsLookedAt
            && _met.Count < 100
            && reader.GetString() is { } name
            && !_met.Contains(name)
        )
        {
            _met.Add(name);
        }
    }

    /// <summary>The same columns for another thread, to be joined at its end.</summary>
    public JsonColumns Fork() => new(wanted) { _rows = _rows, _rowsBefore = _rows };

    /// <summary>Takes over what occurred since the fork.</summary>
    public void Join(JsonColumns fork)
    {
        _rows += fork._rows - fork._rowsBefore;
        for (var column = 0; column < _found.Length; column++)
        {
            _found[column] |= fork._found[column];
        }
        _met.AddRange(fork._met.Except(_met).ToList());
    }

    /// <summary>Checks, at the end of a cohort, that each column occurred.</summary>
    /// <exception cref="SourceException">One did not, though there were rows.</exception>
    public void Check(string source)
    {
        var missing = Array.IndexOf(_found, false);
        if (_rows > 0 && missing >= 0)
        {
            throw new SourceException(Columns.Missing(source, wanted[missing], _met), isUsage: true);
        }
    }
}
