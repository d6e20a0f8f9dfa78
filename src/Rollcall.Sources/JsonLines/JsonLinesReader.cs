using Rollcall.Core.Members;
using Rollcall.Sources.Files;

namespace Rollcall.Sources.JsonLines;

/// <summary>Reads the members of a file of JSON lines: an object a line.</summary>
/// <param name="file">The file.</param>
/// <param name="index">Its index among the source's files.</param>
/// <param name="size">Bytes of a segment.</param>
/// <param name="seen">Is told which columns occur.</param>
internal sealed class JsonLinesReader(MemberFile file, int index, int size, JsonColumns seen) : IMemberReader
{
    /// <inheritdoc/>
    public ReadFile Read(
        IReadOnlyList<string> columns,
        IReadOnlyList<IMemberSink> lanes,
        CancellationToken cancellation
    )
    {
        using var input = file.OpenText();
        var reader = new SegmentReader(input, file.Name, size, quotes: false);
        using var first = new TextSegment();
        reader.Next(first);
        var place = new JsonPlaces(index, input.CanReread);
        JsonLane[] crew = [.. lanes.Select(lane => new JsonLane(file, place, seen.Fork(), lane, cancellation))];
        new LaneCrew<TextSegment>(reader.Next, crew).Run(first, isOnly: first.Ending != SegmentEnd.Record);
        foreach (var lane in crew)
        {
            seen.Join(lane.Columns);
        }
        var again = input.CanReread
            ? new RereadableText(
                input.Keep(open: index < KeptFile.MostOpen),
                reader.Lines,
                () => new JsonRecord(file, seen.Fork())
            )
            : null;
        return new ReadFile(again, input.Content);
    }
}
