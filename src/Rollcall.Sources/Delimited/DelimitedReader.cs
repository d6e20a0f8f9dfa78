using Rollcall.Core.Members;
using Rollcall.Sources.Files;

namespace Rollcall.Sources.Delimited;

/// <summary>Reads the members of a CSV or TSV file.</summary>
/// <param name="file">The file.</param>
/// <param name="index">Its index among the source's files.</param>
/// <param name="bufferSize">Bytes read at once.</param>
internal sealed class DelimitedReader(MemberFile file, int index, int bufferSize) : IMemberReader
{
    private readonly byte _delimiter = file.Kind.Format == FileFormat.Tsv ? (byte)'\t' : (byte)',';

    /// <inheritdoc/>
    public IRereadableFile? Read(
        IReadOnlyList<string> columns,
        IReadOnlyList<IMemberSink> lanes,
        CancellationToken cancellation
    )
    {
        using var input = file.OpenText();
        var buffer = new TextBuffer(input, bufferSize);
        var scanner = new RecordScanner(buffer, _delimiter, TextStart.Skip(buffer, file.Name));
        var errors = new DelimitedErrors(file, scanner);
        var header = DelimitedHeader.Read(scanner, errors);
        var wanted = new Columns(file.Name, header.Names).Find(columns, errors.HintFor(header.Names));
        var fields = new FieldPicker(scanner, wanted, header.Names.Count);
        var record = header.Record + 1;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            for (; record < scanner.RecordCount; record++)
            {
                if (fields.Pick(record))
                {
                    var place = input.CanReread
                        ? MemberPlace.AtOffset(index, buffer.Offset + scanner.StartOf(record))
                        : MemberPlace.OnLine(index, scanner.LineOf(record));
                    lanes[0].Add(new MemberRow(scanner.Bytes, fields.Slots, place, scanner.LineOf(record), file.Name));
                }
                else if (!fields.IsBlank(record))
                {
                    throw errors.WrongCount(record, header.Names.Count);
                }
            }
            record = 0;
        } while (scanner.Advance());
        errors.CheckEnd(header.Names);
        return input.CanReread
            ? new DelimitedRereading(file, index, input.Stamp!.Value, _delimiter, wanted, header.Names.Count)
            : null;
    }
}
