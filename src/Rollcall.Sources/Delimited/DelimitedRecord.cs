using Rollcall.Core.Members;
using Rollcall.Sources.Files;

namespace Rollcall.Sources.Delimited;

/// <summary>Takes single records of a delimited text.</summary>
/// <param name="table">What is wanted.</param>
internal sealed class DelimitedRecord(DelimitedTable table) : IRecordParser
{
    // Enough for a short record in one step.
    private const int Step = 2 * BlockMasks.Size;

    private readonly RecordScanner _scanner = new(DelimitedTable.Delimiter(table.File));
    private readonly FieldPicker _fields = new(table.Wanted);
    private readonly MemberSlot[] _slots = new MemberSlot[table.Wanted.Length];

    /// <inheritdoc/>
    public bool TryTake(TextSegment window, MemberPlace place, IMemberSink sink)
    {
        _scanner.Begin(window);
        while (_scanner.Advance(0, Step))
        {
            var starts = _scanner.Starts;
            var end = table.Names.Count;
            if (starts.Length > end)
            {
                // Another number of fields, or none at all, is not the record that was read.
                if (starts[end] >= 0)
                {
                    return false;
                }
                _fields.Pick(window.Bytes, starts[..(end + 1)], _scanner.Doubled, _slots);
                sink.Add(new MemberRow(window.Bytes, _slots, place, 0, table.File.Name, _scanner.Plain));
                return true;
            }
        }
        return false;
    }
}
