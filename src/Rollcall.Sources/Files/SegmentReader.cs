using System.Runtime.ExceptionServices;
using Rollcall.Core.Members;

namespace Rollcall.Sources.Files;

/// <summary>
/// Cuts a text into segments of whole records while it is read, one after the other: all that depends on what came
/// before is found out here, and each segment can then be taken apart by itself, on any thread. What it takes is cheap:
/// the number of line feeds, whether the number of quotes is odd, and the last line feed outside quotes.
/// </summary>
/// <param name="input">The text.</param>
/// <param name="name">What it is called in messages.</param>
/// <param name="size">Bytes of a segment.</param>
/// <param name="quotes">Whether a line feed inside quotes ends no record.</param>
internal sealed class SegmentReader(TextInput input, string name, int size, bool quotes)
{
    private byte[] _tail = [];
    private int _tailLength;
    private int _tailLineFeeds;
    private bool _insideQuotes;
    private long _offset;
    private long _line = 1;
    private bool _begun;
    private bool _ended;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Where lines stand, of the segments so far.</summary>
    public LineIndex Lines { get; } = new();

    /// <summary>Reads the next segment.</summary>
    /// <returns>False: the text has ended.</returns>
    /// <exception cref="SourceException">The text cannot be read further, or is no text.</exception>
    public bool Next(TextSegment segment)
    {
        _failure?.Throw();
        if (_ended)
        {
            return false;
        }
        segment.Begin(size, _tail.AsSpan(0, _tailLength), _offset, _line);
        Lines.Add(_offset, _line);
        var lineFeeds = _tailLineFeeds;
        var cut = 0;
        while (cut == 0)
        {
            var looked = segment.End;
            segment.Ending = Fill(segment);
            Begin(segment);
            lineFeeds += Look(segment.Bytes.AsSpan(looked, segment.End - looked));
            cut = Cut(segment, looked);
        }
        Keep(segment, cut, lineFeeds);
        return true;
    }

    private SegmentEnd Fill(TextSegment segment)
    {
        try
        {
            while (!segment.Room.IsEmpty)
            {
                var read = input.Read(segment.Room);
                segment.Fill(read);
                if (read == 0)
                {
                    return SegmentEnd.Text;
                }
            }
            return SegmentEnd.Record;
        }
        catch (SourceException e)
        {
            // Not before what was read: something in it may be wrong too, and stands first.
            _failure = ExceptionDispatchInfo.Capture(e);
            return SegmentEnd.Failure;
        }
    }

    private void Begin(TextSegment segment)
    {
        if (!_begun)
        {
            segment.Start = TextStart.Skip(segment.Bytes.AsSpan(0, segment.End), name);
            _begun = true;
        }
    }

    private int Look(ReadOnlySpan<byte> bytes)
    {
        if (quotes)
        {
            _insideQuotes ^= (bytes.Count((byte)'"') & 1) != 0;
        }
        return bytes.Count((byte)'\n');
    }

    // 0: there is no end of a record yet. The text ends with a record, or with an unfinished one that must be looked at too.
    private int Cut(TextSegment segment, int looked)
    {
        if (segment.Ending != SegmentEnd.Record)
        {
            _ended = true;
            return int.MaxValue;
        }
        var cut = looked + LastEnd(segment.Bytes.AsSpan(looked, segment.End - looked));
        if (cut > looked)
        {
            return cut;
        }
        if (segment.End > TextSegment.MaxRecord)
        {
            _ended = true;
            segment.Ending = SegmentEnd.TooLarge;
            return int.MaxValue;
        }
        segment.Grow();
        return 0;
    }

    private int LastEnd(ReadOnlySpan<byte> bytes)
    {
        if (!quotes)
        {
            return bytes.LastIndexOf((byte)'\n') + 1;
        }
        var inside = _insideQuotes;
        while (bytes.LastIndexOfAny((byte)'"', (byte)'\n') is >= 0 and var at)
        {
            if (bytes[at] == '"')
            {
                inside = !inside;
            }
            else if (!inside)
            {
                return at + 1;
            }
            bytes = bytes[..at];
        }
        return 0;
    }

    private void Keep(TextSegment segment, int cut, int lineFeeds)
    {
        if (cut == int.MaxValue)
        {
            var bare = _insideQuotes || (segment.End > segment.Start && segment.Bytes[segment.End - 1] != '\n');
            if (segment.Ending == SegmentEnd.Text && bare)
            {
                segment.AddLineFeed();
            }
            return;
        }
        var tail = segment.Bytes.AsSpan(cut, segment.End - cut);
        if (_tail.Length < tail.Length)
        {
            _tail = new byte[tail.Length * 2];
        }
        tail.CopyTo(_tail);
        (_tailLength, _tailLineFeeds) = (tail.Length, tail.Count((byte)'\n'));
        _line += lineFeeds - _tailLineFeeds;
        _offset += cut;
        segment.CutAt(cut);
    }
}
