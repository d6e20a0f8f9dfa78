using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rollcall.Sources.Files;

namespace Rollcall.Sources.Delimited;

/// <summary>
/// Finds the records of a delimited text and their fields. Works in two steps: the bytes that end a field are found for
/// a stretch of text, 64 at a time, and noted in one array; the reader then picks the wanted fields by index, and never
/// looks at a byte of the others. The scan needs nothing from before its first record but the line number, so a file
/// could be read in pieces that begin at records.
/// </summary>
internal sealed class RecordScanner
{
    // A stretch's index stays in the second-level cache, and its text too until the reader has used it.
    private const int Stretch = 1 << 15;

    private readonly TextBuffer _buffer;
    private readonly byte _delimiter;

    // Field ends: indexes of delimiters and line feeds. The first is the line feed (or whatever) before the first record.
    private int[] _ends = new int[Stretch + BlockMasks.Size];

    // For each record: which of _ends ends it, and how many line feeds stand up to there. The first is the one before.
    private int[] _recordEnds = new int[Stretch + BlockMasks.Size];
    private long[] _recordLines = new long[Stretch + BlockMasks.Size];
    private QuoteState _quotes = QuoteState.Start;
    private int _endCount = 1;
    private int _scanned;
    private long _lineFeeds;
    private int _lastDoubled = -1;

    /// <summary>A scanner.</summary>
    /// <param name="buffer">The text.</param>
    /// <param name="delimiter">What separates fields.</param>
    /// <param name="skip">Bytes at the start that are no text.</param>
    public RecordScanner(TextBuffer buffer, byte delimiter, int skip)
    {
        (_buffer, _delimiter, _scanned) = (buffer, delimiter, skip);
        _ends[0] = skip - 1;
    }

    /// <summary>Records found by the last <see cref="Advance"/>.</summary>
    public int RecordCount { get; private set; }

    /// <summary>The text that they stand in.</summary>
    public byte[] Bytes => _buffer.Bytes;

    /// <summary>Fields end at these indexes of <see cref="Bytes"/>; field c of a record lies between entries First + c and First + c + 1.</summary>
    public ReadOnlySpan<int> Ends => _ends.AsSpan(0, _endCount);

    /// <summary>The entry of <see cref="Ends"/> before a record; that of the record after the last is the last one's end.</summary>
    public ReadOnlySpan<int> First => _recordEnds.AsSpan(0, RecordCount + 1);

    /// <summary>Where a quote or text after one may not stand; -1: nowhere. The records before it are given all the same.</summary>
    public int WrongAt { get; private set; } = -1;

    /// <summary>Whether the text ended inside quotes.</summary>
    public bool Unclosed => _quotes.Inside && _buffer.Ended && _scanned == _buffer.Filled;

    /// <summary>Whether there may be doubled quotes in the records.</summary>
    public bool Doubled { get; private set; }

    /// <summary>Whether the record behind the last one found is larger than allowed.</summary>
    public bool TooLarge { get; private set; }

    /// <summary>Whether the last record found is the text's last and has no line feed of its own.</summary>
    public bool LastIsBare => _buffer.LineFeedAdded && _scanned == _buffer.Filled;

    /// <summary>The number of fields found so far of the record behind the last one found.</summary>
    public int PendingFields => _endCount - 1 - _recordEnds[RecordCount];

    /// <summary>The line on which a record begins, from 1.</summary>
    public long LineOf(int record) => _recordLines[record] + 1;

    /// <summary>Where a record begins in <see cref="Bytes"/>.</summary>
    public int StartOf(int record) => _ends[_recordEnds[record]] + 1;

    /// <summary>Drops the records found before and finds more, one at least.</summary>
    /// <returns>False at the end, and where the text is wrong before a next record ends.</returns>
    public bool Advance()
    {
        Drop();
        while (RecordCount == 0 && WrongAt < 0 && !TooLarge)
        {
            var ready = Math.Min(_buffer.Filled - _scanned, Stretch);
            if (ready >= BlockMasks.Size || (_buffer.Ended && ready > 0))
            {
                Scan(_buffer.Ended ? ready : ready - (ready % BlockMasks.Size));
            }
            else if (_buffer.Ended || !Refill())
            {
                break;
            }
        }
        return RecordCount > 0;
    }

    // The fields of an unfinished record stay, behind the end of the one before it.
    private void Drop()
    {
        var last = _recordEnds[RecordCount];
        _ends.AsSpan(last, _endCount - last).CopyTo(_ends);
        _endCount -= last;
        _recordLines[0] = _recordLines[RecordCount];
        _recordEnds[0] = 0;
        RecordCount = 0;
        Doubled = _lastDoubled > _ends[0];
    }

    private bool Refill()
    {
        var shift = _ends[0] + 1;
        if (!_buffer.Refill(shift))
        {
            TooLarge = true;
            return false;
        }
        foreach (ref var end in _ends.AsSpan(0, _endCount))
        {
            end -= shift;
        }
        _scanned -= shift;
        _lastDoubled -= shift;
        return true;
    }

    // Without this a first pass, often the only one, would for the most part run in code not optimized yet.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Scan(int count)
    {
        if (_ends.Length < _endCount + count + BlockMasks.Size)
        {
            Array.Resize(ref _ends, (_endCount * 2) + count + Stretch);
        }
        ref var bytes = ref MemoryMarshal.GetArrayDataReference(_buffer.Bytes);
        var end = _scanned + count;
        while (_scanned < end && WrongAt < 0)
        {
            var valid = end - _scanned >= BlockMasks.Size ? ulong.MaxValue : (1UL << (end - _scanned)) - 1;
            ScanBlock(ref Unsafe.Add(ref bytes, _scanned), valid);
            _scanned = Math.Min(_scanned + BlockMasks.Size, end);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ScanBlock(ref byte block, ulong valid)
    {
        var masks = new BlockMasks(ref block, _delimiter);
        if ((masks.Quotes & valid) == 0 && _quotes.Plain)
        {
            var structure = (masks.LineFeeds | masks.Delimiters) & valid;
            _quotes.Skip(structure);
            Note(structure, masks.LineFeeds & valid, masks.LineFeeds & valid);
        }
        else
        {
            ScanQuoted(ref block, masks, valid);
        }
    }

    private void ScanQuoted(ref byte block, in BlockMasks masks, ulong valid)
    {
        var wrong = _quotes.Take(ref block, masks, valid, out var quoted);
        if (wrong != 0)
        {
            var at = BitOperations.TrailingZeroCount(wrong);
            WrongAt = _scanned + at;
            valid = (1UL << at) - 1;
        }
        if (_quotes.Doubled)
        {
            Doubled = true;
            _lastDoubled = _scanned + BlockMasks.Size;
        }
        var outside = ~quoted & valid;
        Note((masks.LineFeeds | masks.Delimiters) & outside, masks.LineFeeds & outside, masks.LineFeeds & valid);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Note(ulong structure, ulong recordEnds, ulong lineFeeds)
    {
        var before = _endCount - 1;
        while (recordEnds != 0)
        {
            var upTo = recordEnds ^ (recordEnds - 1);
            RecordCount++;
            _recordEnds[RecordCount] = before + BitOperations.PopCount(structure & upTo);
            _recordLines[RecordCount] = _lineFeeds + BitOperations.PopCount(lineFeeds & upTo);
            recordEnds &= recordEnds - 1;
        }
        _lineFeeds += BitOperations.PopCount(lineFeeds);
        ref var ends = ref MemoryMarshal.GetArrayDataReference(_ends);
        var count = _endCount;
        for (; structure != 0; structure &= structure - 1)
        {
            Unsafe.Add(ref ends, count++) = _scanned + BitOperations.TrailingZeroCount(structure);
        }
        _endCount = count;
    }
}
