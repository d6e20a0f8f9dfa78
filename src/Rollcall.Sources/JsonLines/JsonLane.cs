using System.Text;
using System.Text.Json;
using Rollcall.Core.Members;
using Rollcall.Sources.Files;

namespace Rollcall.Sources.JsonLines;

/// <summary>Makes the places of a file's members.</summary>
/// <param name="Index">The file's index among the source's.</param>
/// <param name="CanReread">Whether members can be read again from their offsets.</param>
internal readonly record struct JsonPlaces(int Index, bool CanReread)
{
    /// <summary>The place of a member.</summary>
    public MemberPlace Of(long offset, long line) =>
        CanReread ? MemberPlace.AtOffset(Index, offset) : MemberPlace.OnLine(Index, line);
}

/// <summary>Takes segments of JSON lines apart and hands on their members.</summary>
/// <param name="file">The file.</param>
/// <param name="places">Makes places.</param>
/// <param name="columns">What is wanted; is told what occurs.</param>
/// <param name="sink">Takes the members.</param>
/// <param name="cancellation">Stops.</param>
internal sealed class JsonLane(
    MemberFile file,
    JsonPlaces places,
    JsonColumns columns,
    IMemberSink sink,
    CancellationToken cancellation
) : ILane<TextSegment>
{
    private const int RowsBetweenChecks = 1024;

    private readonly JsonRow _row = new(columns);

    /// <summary>What occurred in this lane.</summary>
    public JsonColumns Columns => columns;

    /// <inheritdoc/>
    public void Take(TextSegment segment)
    {
        columns.MeetsNames = segment.Offset == 0;
        var (at, number) = (segment.Start, segment.Line);
        while (segment.Bytes.AsSpan(at, segment.End - at).IndexOf((byte)'\n') is >= 0 and var length)
        {
            if (number % RowsBetweenChecks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
            Take(segment, at, length, number++);
            at += length + 1;
        }
        if (segment.Ending == SegmentEnd.TooLarge)
        {
            throw new SourceException(
                $"{file.Name}, line {number}: a line of more than {TextSegment.MaxRecord >> 20} MiB. Each line must be one JSON object.",
                isUsage: false
            );
        }
    }

    private void Take(TextSegment segment, int at, int length, long number)
    {
        ReadOnlySpan<byte> line = segment.Bytes.AsSpan(at, length);
        if (line.Trim(" \t\r"u8).IsEmpty)
        {
            return;
        }
        line = JsonRow.WithoutReturn(line);
        var isBare = segment.LineFeedAdded && at + length + 1 == segment.End;
        var values = Parse(line, number, isBare);
        var place = places.Of(segment.Offset + at, number);
        sink.Add(new MemberRow(values, _row.Slots, place, number, file.Name));
    }

    private ReadOnlySpan<byte> Parse(ReadOnlySpan<byte> line, long number, bool isBare)
    {
        try
        {
            return _row.Read(line);
        }
        // InvalidOperationException: a property's name with half a surrogate pair.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Malformed(line, number, isBare, e);
        }
    }

    private SourceException Malformed(ReadOnlySpan<byte> line, long number, bool isBare, Exception cause)
    {
        if (isBare && cause is JsonException && line.TrimEnd(" \t"u8)[^1] != '}')
        {
            return new SourceException(
                $"{file.Name} is cut short: its last line, {number}, ends within a JSON object.",
                isUsage: false,
                cause
            );
        }
        var at = (int)((cause as JsonException)?.BytePositionInLine ?? 0);
        var column = Encoding.UTF8.GetCharCount(line[..Math.Min(at, line.Length)]) + 1;
        var what = cause.Message.Split(" LineNumber:")[0].Split(" Path:")[0].TrimEnd('.');
        return new SourceException(
            $"{file.Name}, line {number}, column {column}: {what}. Each line must be one JSON object.",
            isUsage: false,
            cause
        );
    }
}
