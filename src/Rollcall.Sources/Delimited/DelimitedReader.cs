using Rollcall.Core.Members;
using Rollcall.Sources.Files;

namespace Rollcall.Sources.Delimited;

/// <summary>Reads the members of a CSV or TSV file.</summary>
/// <param name="file">The file.</param>
/// <param name="index">Its index among the source's files.</param>
/// <param name="size">Bytes of a segment.</param>
internal sealed class DelimitedReader(MemberFile file, int index, int size) : IMemberReader
{
    /// <inheritdoc/>
    public ReadFile Read(
        IReadOnlyList<string> columns,
        IReadOnlyList<IMemberSink> lanes,
        CancellationToken cancellation
    )
    {
        using var input = file.OpenText();
        var reader = new SegmentReader(input, file.Name, size, quotes: true);
        using var first = new TextSegment();
        var names = new DelimitedHeader(file).Read(reader, first);
        var wanted = new Columns(file.Name, names).Find(columns, new DelimitedErrors(file).HintFor(names));
        var table = new DelimitedTable(file, index, input.CanReread, names, wanted);
        DelimitedLane[] crew = [.. lanes.Select(lane => new DelimitedLane(table, lane, cancellation))];
        new LaneCrew<TextSegment>(reader.Next, crew).Run(first, isOnly: first.Ending != SegmentEnd.Record);
        var again = input.CanReread
            ? new RereadableText(
                input.Keep(open: index < KeptFile.MostOpen),
                reader.Lines,
                () => new DelimitedRecord(table)
            )
            : null;
        return new ReadFile(again, input.Content);
    }
}
