using System.Buffers;
using Rollcall.Core.Members;
using Rollcall.Core.Templates.Parsing;

namespace Rollcall.Core.Delivery.Requests.Compiled;

/// <summary>
/// The fast way for the common item: fixed text and unfiltered fields within JSON strings, in the order of the record.
/// Room for the worst case is reserved for many items at once, each record is read once, front to back, and what
/// stands between the last field of an item and the first of the next is one copy. It stands beside the general way of
/// <see cref="CompiledTemplate"/> and writes the same bytes.
/// </summary>
internal sealed class PlainItemWriter
{
    private const int Chunk = 16 * 1024;

    private readonly (int Skip, byte[] Before)[] _fields;
    private readonly byte[] _tail;
    private readonly byte[] _between;
    private readonly int _fixed;

    private PlainItemWriter(IReadOnlyList<Segment> segments, byte[] separator)
    {
        var fields = segments.Where(segment => segment.Kind == SegmentKind.Field).ToList();
        _fields =
        [
            .. fields.Select((field, at) => (field.Field - (at == 0 ? 0 : fields[at - 1].Field + 1), field.Before)),
        ];
        _tail = segments[^1].Kind == SegmentKind.Fixed ? segments[^1].Before : [];
        _between = [.. _tail, .. separator, .. fields[0].Before];
        _fixed = segments.Sum(segment => segment.Before.Length) + separator.Length;
    }

    /// <summary>The writer of a template; null where the template is not as simple.</summary>
    public static PlainItemWriter? For(CompiledTemplate template, byte[] separator)
    {
        var last = -1;
        foreach (var segment in template.Segments)
        {
            var isTail = segment.Kind == SegmentKind.Fixed && segment == template.Segments[^1];
            if (!isTail && !(IsPlain(segment) && segment.Field > last))
            {
                return null;
            }
            last = isTail ? last : segment.Field;
        }
        return last < 0 || template.CanRefuse ? null : new PlainItemWriter(template.Segments, separator);
    }

    /// <summary>Writes all items.</summary>
    public void Write(ItemBatch items, ArrayBufferWriter<byte> into)
    {
        if (items.Count == 0)
        {
            return;
        }
        var span = into.GetSpan(Chunk);
        var at = 0;
        for (var index = 0; index < items.Count; index++)
        {
            var record = items[index];
            var room = _fixed + JsonText.Longest(record.Length);
            if (span.Length - at < room)
            {
                into.Advance(at);
                span = into.GetSpan(Math.Max(Chunk, room));
                at = 0;
            }
            at += Write(record, index == 0 ? _fields[0].Before : _between, span[at..]);
        }
        into.Advance(at);
        into.Write(_tail);
    }

    private static bool IsPlain(Segment segment) =>
        segment is { Kind: SegmentKind.Field, Context: ValueContext.JsonString, Chain: < 0 };

    private int Write(ReadOnlySpan<byte> record, ReadOnlySpan<byte> before, Span<byte> into)
    {
        var reader = new ItemRecordReader(record);
        var at = 0;
        var first = true;
        foreach (ref readonly var field in _fields.AsSpan())
        {
            for (var skipped = 0; skipped < field.Skip; skipped++)
            {
                reader.Next();
            }
            var fixedText = first ? before : field.Before;
            first = false;
            fixedText.CopyTo(into[at..]);
            at += fixedText.Length;
            at += JsonText.Write(reader.Next().Text, into[at..]);
        }
        return at;
    }
}
