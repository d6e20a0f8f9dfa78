using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rollcall.Sources.Files;

namespace Rollcall.Sources.Delimited;

/// <summary>
/// Finds where the fields of a delimited text begin and end: 64 bytes at a time, for a stretch of a segment, noted in one array.
/// The fields that are wanted are then picked by index, and nobody looks at a byte of the others.
/// </summary>
/// <param name="delimiter">What separates fields.</param>
internal sealed class RecordScanner(byte delimiter)
{
    /// <summary>Bytes of a stretch: it stays in the first-level cache until its fields are picked.</summary>
    public const int Stretch = 1 << 14;

    /// <summary>Marks, in an entry of <see cref="Starts"/>, that a record ends before it.</summary>
    public const int RecordEnd = int.MinValue;

    // Entries are written four at a time, whether so many are needed or not.
    private const int Spare = 8;

    private int[] _starts = new int[256];
    private TextSegment _text = null!;
    private QuoteState _quotes;
    private int _count;
    private int _scanned;
    private int _lastQuote;
    private int _lastDoubled;
    private int _lastInnerFeed;
    private int _lastSpecial;

    /// <summary>
    /// Where fields begin: behind each delimiter and line feed outside quotes, those behind a record's end marked. The
    /// first entry is the start of the first record that is not picked yet.
    /// </summary>
    public ReadOnlySpan<int> Starts => _starts.AsSpan(0, _count);

    /// <summary>Where a quote or text after one may not stand; -1: nowhere. The records before it are given all the same.</summary>
    public int WrongAt { get; private set; }

    /// <summary>Whether the text ended inside quotes.</summary>
    public bool Unclosed => _quotes.Inside;

    /// <summary>Whether there may be quotes in the fields found.</summary>
    public bool Quoted { get; private set; }

    /// <summary>Whether there may be doubled quotes in the fields found.</summary>
    public bool Doubled { get; private set; }

    /// <summary>Whether there may be line feeds in the fields found.</summary>
    public bool InnerFeeds { get; private set; }

    /// <summary>Whether all bytes of the fields found are ASCII, and none is NUL.</summary>
    public bool Plain { get; private set; }

    /// <summary>Begins with a segment.</summary>
    public void Begin(TextSegment text)
    {
        _text = text;
        _quotes = QuoteState.Start;
        _scanned = text.Start;
        (_starts[0], _count) = (text.Start, 1);
        WrongAt = _lastQuote = _lastDoubled = _lastInnerFeed = _lastSpecial = -1;
    }

    /// <summary>Drops fields and finds more.</summary>
    /// <param name="drop">How many entries from the first on.</param>
    /// <param name="most">Bytes to look at.</param>
    /// <returns>False: the segment has no further, or is wrong.</returns>
    public bool Advance(int drop, int most = Stretch)
    {
        if (_scanned == _text.End || WrongAt >= 0)
        {
            return false;
        }
        // Those of an unfinished record stay.
        _starts.AsSpan(drop, _count - drop).CopyTo(_starts);
        _count -= drop;
        var bytes = Math.Min(most, _text.End - _scanned);
        if (_starts.Length < _count + bytes + Spare)
        {
            Array.Resize(ref _starts, (_count * 2) + bytes + Spare);
        }
        Scan(_scanned + bytes);
        var first = _starts[0] & ~RecordEnd;
        Quoted = _lastQuote > first;
        Doubled = _lastDoubled > first;
        InnerFeeds = _lastInnerFeed > first;
        Plain = _lastSpecial <= first;
        return true;
    }

    // At once, not after a while: a first pass, often the only one, would run for the most part in code not optimized yet.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Scan(int end)
    {
        ref var bytes = ref MemoryMarshal.GetArrayDataReference(_text.Bytes);
        var at = _scanned;
        for (; at < end && WrongAt < 0; at += BlockMasks.Size)
        {
            var valid = end - at >= BlockMasks.Size ? ulong.MaxValue : (1UL << (end - at)) - 1;
            var masks = new BlockMasks(ref Unsafe.Add(ref bytes, at), delimiter);
            if ((masks.Special & valid) != 0)
            {
                _lastSpecial = at + BlockMasks.Size;
            }
            if ((masks.Quotes & valid) != 0 || !_quotes.Plain)
            {
                ScanQuoted(ref Unsafe.Add(ref bytes, at), masks, valid, at);
                continue;
            }
            var structure = (masks.LineFeeds | masks.Delimiters) & valid;
            _quotes.Skip(structure);
            Note(structure, masks.LineFeeds, at);
        }
        _scanned = Math.Min(at, end);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ScanQuoted(ref byte block, in BlockMasks masks, ulong valid, int at)
    {
        _lastQuote = at + BlockMasks.Size;
        var wrong = _quotes.Take(ref block, masks, valid, out var quoted);
        if (wrong != 0)
        {
            var first = BitOperations.TrailingZeroCount(wrong);
            WrongAt = at + first;
            valid = (1UL << first) - 1;
        }
        if (_quotes.Doubled)
        {
            _lastDoubled = at + BlockMasks.Size;
        }
        if ((masks.LineFeeds & quoted & valid) != 0)
        {
            _lastInnerFeed = at + BlockMasks.Size;
        }
        Note((masks.LineFeeds | masks.Delimiters) & ~quoted & valid, masks.LineFeeds, at);
    }

    // Four at once, needed or not: a loop that ends with the last one would be guessed wrong in almost every block.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Note(ulong structure, ulong lineFeeds, int at)
    {
        ref var next = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_starts), _count);
        _count += BitOperations.PopCount(structure);
        do
        {
            next = Entry(ref structure, lineFeeds, at);
            Unsafe.Add(ref next, 1) = Entry(ref structure, lineFeeds, at);
            Unsafe.Add(ref next, 2) = Entry(ref structure, lineFeeds, at);
            Unsafe.Add(ref next, 3) = Entry(ref structure, lineFeeds, at);
            next = ref Unsafe.Add(ref next, 4);
        } while (structure != 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Entry(ref ulong structure, ulong lineFeeds, int at)
    {
        var bit = BitOperations.TrailingZeroCount(structure);
        structure &= structure - 1;
        return (at + bit + 1) | (int)((lineFeeds >> bit) << 31);
    }
}
