using System.Text;
using Rollcall.Core.Members;
using Rollcall.Sources.Files;

namespace Rollcall.Sources.Delimited;

/// <summary>Reads the first record that is no blank line: the names of the columns.</summary>
/// <param name="file">The file.</param>
internal sealed class DelimitedHeader(MemberFile file)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly RecordScanner _scanner = new(DelimitedTable.Delimiter(file));
    private readonly DelimitedErrors _errors = new(file);

    /// <summary>Reads the names.</summary>
    /// <param name="reader">The text, from its start.</param>
    /// <param name="segment">Holds, behind the header, the first segment then.</param>
    /// <exception cref="SourceException">There is no header, or it is no text.</exception>
    public IReadOnlyList<string> Read(SegmentReader reader, TextSegment segment)
    {
        while (reader.Next(segment))
        {
            if (Find(segment) is { } names)
            {
                return names;
            }
        }
        throw _errors.Empty();
    }

    private IReadOnlyList<string>? Find(TextSegment segment)
    {
        _scanner.Begin(segment);
        while (_scanner.Advance(0, BlockMasks.Size))
        {
            var starts = _scanner.Starts;
            for (var index = 1; index < starts.Length; index++)
            {
                if (starts[index] < 0)
                {
                    var names = Take(segment, starts[..(index + 1)]);
                    if (names is not null)
                    {
                        return names;
                    }
                    _scanner.Begin(segment);
                    break;
                }
            }
        }
        _errors.CheckEnd(segment, _scanner, [], segment.Line, _scanner.Starts.Length - 1);
        return null;
    }

    // Null: a blank line.
    private List<string>? Take(TextSegment segment, ReadOnlySpan<int> record)
    {
        var (start, end) = (segment.Start, record[^1] & ~RecordScanner.RecordEnd);
        var line = segment.Line;
        segment.Line += segment.Bytes.AsSpan(start, end - start).Count((byte)'\n');
        segment.Start = end;
        return DelimitedLane.IsBlank(segment.Bytes, record) ? null : Decode(segment.Bytes, record, line);
    }

    private List<string> Decode(byte[] bytes, ReadOnlySpan<int> record, long line)
    {
        var names = new List<string>(record.Length - 1);
        for (var field = 0; field < record.Length - 1; field++)
        {
            var slot = FieldPicker.Slot(bytes, record, field, _scanner.Doubled);
            try
            {
                names.Add(Strict.GetString(bytes, slot.Start, slot.Length));
            }
            catch (DecoderFallbackException e)
            {
                throw _errors.HeaderEncoding(line, field, e);
            }
        }
        return names;
    }
}
