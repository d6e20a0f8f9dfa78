using System.Runtime.CompilerServices;
using Rollcall.Core.Members;
using Rollcall.Sources.Files;

namespace Rollcall.Sources.Delimited;

/// <summary>Takes segments of a delimited text apart and hands on their members.</summary>
/// <param name="table">What is wanted.</param>
/// <param name="sink">Takes the members.</param>
/// <param name="cancellation">Stops.</param>
internal sealed class DelimitedLane(DelimitedTable table, IMemberSink sink, CancellationToken cancellation)
    : ISegmentLane
{
    private readonly RecordScanner _scanner = new(DelimitedTable.Delimiter(table.File));
    private readonly FieldPicker _fields = new(table.Wanted);
    private readonly DelimitedErrors _errors = new(table.File);
    private readonly int _columns = table.Names.Count;
    private readonly string _name = table.File.Name;
    private TextSegment _text = null!;
    private long _line;

    /// <inheritdoc/>
    public void Take(TextSegment segment)
    {
        (_text, _line) = (segment, segment.Line);
        _scanner.Begin(segment);
        var used = 0;
        while (_scanner.Advance(used))
        {
            cancellation.ThrowIfCancellationRequested();
            used = HandOn();
        }
        _errors.CheckEnd(segment, _scanner, table.Names, _line, _scanner.Starts.Length - 1 - used);
    }

    // At once, not after a while: a first pass, often the only one, would run for the most part in code not optimized yet.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int HandOn()
    {
        var starts = _scanner.Starts;
        var quoted = _scanner.Quoted;
        var at = 0;
        while (Find(starts, at) is > 0 and var end)
        {
            var record = starts.Slice(at, end - at + 1);
            at = end;
            if ((record.Length - 1 != _columns || _columns == 1) && !IsMember(record))
            {
                _line++;
                continue;
            }
            var line = _line++;
            var isPlain = _scanner.Plain;
            if (quoted || !isPlain)
            {
                isPlain = LookCloser(record);
            }
            if (quoted)
            {
                _fields.Pick(_text.Bytes, record, _scanner.Doubled);
            }
            else
            {
                _fields.PickBare(_text.Bytes, record);
            }
            var place = table.CanReread
                ? MemberPlace.AtOffset(table.Index, _text.Offset + (record[0] & ~RecordScanner.RecordEnd))
                : MemberPlace.OnLine(table.Index, line);
            sink.Add(new MemberRow(_text.Bytes, _fields.Slots, place, line, _name, isPlain));
        }
        return at;
    }

    // Before fields are picked, which may move bytes: counts line feeds in quotes, and tells whether the text is plain.
    private bool LookCloser(ReadOnlySpan<int> record)
    {
        var start = record[0] & ~RecordScanner.RecordEnd;
        var text = _text.Bytes.AsSpan(start, (record[^1] & ~RecordScanner.RecordEnd) - start - 1);
        if (_scanner.InnerFeeds)
        {
            _line += text.Count((byte)'\n');
        }
        return _scanner.Plain || PlainText.Is(text);
    }

    // Not: a blank line.
    private bool IsMember(ReadOnlySpan<int> record)
    {
        if (IsBlank(_text.Bytes, record))
        {
            return false;
        }
        if (record.Length - 1 != _columns)
        {
            var isBare = _text.LineFeedAdded && (record[^1] & ~RecordScanner.RecordEnd) == _text.End;
            throw _errors.WrongCount(_line, record.Length - 1, _columns, isBare);
        }
        return true;
    }

    /// <summary>Whether a record is a line without a byte.</summary>
    public static bool IsBlank(byte[] bytes, ReadOnlySpan<int> record)
    {
        var start = record[0] & ~RecordScanner.RecordEnd;
        var length = (record[1] & ~RecordScanner.RecordEnd) - 1 - start;
        return record.Length == 2 && (length == 0 || (length == 1 && bytes[start] == '\r'));
    }

    // Where the next record's end is noted; as a rule as many entries further as there are columns. 0: it is not whole yet.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Find(ReadOnlySpan<int> starts, int at)
    {
        var end = at + _columns;
        if (end >= starts.Length || starts[end] >= 0)
        {
            return FindSlowly(starts, at);
        }
        var marks = 0;
        for (var index = at + 1; index < end; index++)
        {
            marks |= starts[index];
        }
        return marks >= 0 ? end : FindSlowly(starts, at);
    }

    private static int FindSlowly(ReadOnlySpan<int> starts, int at)
    {
        for (var index = at + 1; index < starts.Length; index++)
        {
            if (starts[index] < 0)
            {
                return index;
            }
        }
        return 0;
    }
}
