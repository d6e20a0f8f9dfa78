using Rollcall.Core.Members;
using Rollcall.Sources.Files;

namespace Rollcall.Sources;

/// <summary>Reads records of a text file again. Records that are near each other are read in one go.</summary>
/// <param name="file">The file.</param>
/// <param name="parser">Takes the records apart.</param>
internal sealed class TextRereader(KeptFile file, IRecordParser parser) : IMemberRereader
{
    // To copy so many bytes takes about as long as to ask for others.
    private const int Gap = 4096;
    private const int MostAtOnce = 1 << 18;
    private const int LargestGuess = 1 << 16;

    private readonly TextSegment _window = new();

    // What a record is thought to take: more where it was too little.
    private int _guess = 512;
    private bool _atEnd;

    /// <inheritdoc/>
    public void Read(ReadOnlySpan<MemberPlace> places, IMemberSink rows)
    {
        // What was taken before may have been changed in place, and the file too.
        var loaded = 0L;
        var from = 0L;
        for (var index = 0; index < places.Length; index++)
        {
            var position = places[index].Position;
            if (position < from || position >= loaded)
            {
                loaded = Load(position, Length(places[index..]));
            }
            _window.Start = (int)(position - _window.Offset);
            while (!parser.TryTake(_window, places[index], rows))
            {
                loaded = LoadMore(position);
            }
            from = position + 1;
        }
        file.CheckUnchanged();
    }

    /// <inheritdoc/>
    public void Dispose() => _window.Dispose();

    // From the first place on to the last that is near enough.
    private int Length(ReadOnlySpan<MemberPlace> places)
    {
        var first = places[0].Position;
        var end = first + _guess;
        foreach (var place in places[1..])
        {
            if (place.Position > end + Gap || place.Position + _guess - first > MostAtOnce)
            {
                break;
            }
            end = Math.Max(end, place.Position + _guess);
        }
        return (int)(end - first);
    }

    private long LoadMore(long position)
    {
        var had = _window.End - _window.Start;
        if (_atEnd || had > TextSegment.MaxRecord)
        {
            throw file.Changed();
        }
        var length = Math.Max(had * 2, _guess);
        _guess = Math.Clamp(length, _guess, LargestGuess);
        return Load(position, length);
    }

    private long Load(long position, int length)
    {
        _window.Begin(length + TextSegment.Padding, [], position, 0);
        var room = _window.Room[..length];
        var read = file.Read(room, position);
        _atEnd = read < length;
        _window.Fill(read);
        if (_atEnd && read > 0 && room[read - 1] != '\n')
        {
            _window.AddLineFeed();
        }
        return position + read;
    }
}
