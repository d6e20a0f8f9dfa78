using System.Runtime.CompilerServices;
using Rollcall.Core.Members;
using Rollcall.Sources.Files;

namespace Rollcall.Sources.Delimited;

/// <summary>Takes segments of a delimited text apart and hands on their members.</summary>
/// <param name="table">What is wanted.</param>
/// <param name="sink">Takes the members.</param>
/// <param name="cancellation">Stops.</param>
internal sealed class DelimitedLane(DelimitedTable table, IMemberSink sink, CancellationToken cancellation)
    : ILane<TextSegment>
{
    private const int RowsAtOnce = 64;

    private readonly RecordScanner _scanner = new(DelimitedTable.Delimiter(table.File));
    private readonly FieldPicker _fields = new(table.Wanted);
    private readonly DelimitedErrors _errors = new(table.File);
    private readonly int _columns = table.Names.Count;
    private readonly int _wanted = table.Wanted.Length;
    private readonly MemberSlot[] _slots = new MemberSlot[table.Wanted.Length * RowsAtOnce];
    private readonly MemberHead[] _heads = new MemberHead[RowsAtOnce];
    private TextSegment _text = null!;
    private int _count;
    private long _line;

    /// <inheritdoc/>
    public void Take(TextSegment segment)
    {
        (_text, _line, _count) = (segment, segment.Line, 0);
        _scanner.Begin(segment);
        var used = 0;
        while (_scanner.Advance(used))
        {
            cancellation.ThrowIfCancellationRequested();
            used = PickAll();
        }
        _errors.CheckEnd(segment, _scanner, table.Names, _line, _scanner.Starts.Length - 1 - used);
    }

    // At once, not after a while: a first pass, often the only one, would run for the most part in code not optimized yet.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int PickAll()
    {
        var starts = _scanner.Starts;
        var (bytes, quoted, plain) = (_text.Bytes, _scanner.Quoted, _scanner.Plain);
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
            var isPlain = (plain && !quoted) || LookCloser(record);
            var slots = _slots.AsSpan(_count * _wanted, _wanted);
            if (quoted)
            {
                _fields.Pick(bytes, record, _scanner.Doubled, slots);
            }
            else
            {
                _fields.PickBare(bytes, record, slots);
            }
            _heads[_count++] = new MemberHead(Place(record[0], line), line, isPlain);
            if (_count == RowsAtOnce)
            {
                HandOn();
            }
        }
        HandOn();
        return at;
    }

    private void HandOn()
    {
        if (_count > 0)
        {
            var rows = _count;
            _count = 0;
            sink.Add(
                new MemberRows(_text.Bytes, _slots.AsSpan(0, rows * _wanted), _heads.AsSpan(0, rows), table.File.Name)
            );
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private MemberPlace Place(int start, long line) =>
        table.CanReread
            ? MemberPlace.AtOffset(table.Index, _text.Offset + (start & ~RecordScanner.RecordEnd))
            : MemberPlace.OnLine(table.Index, line);

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
            HandOn();
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
