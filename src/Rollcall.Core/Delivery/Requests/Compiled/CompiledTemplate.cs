using System.Buffers;
using Rollcall.Core.Members;
using Rollcall.Core.Templates.Parsing;

namespace Rollcall.Core.Delivery.Requests.Compiled;

/// <summary>A template with the run's values written in: fixed bytes, and values of batch and item between them.</summary>
/// <param name="segments">In order.</param>
/// <param name="forbidden">What values must not hold; null for anything.</param>
internal sealed class CompiledTemplate(Segment[] segments, ForbiddenCharacters? forbidden = null)
{
    /// <summary>In order.</summary>
    public IReadOnlyList<Segment> Segments => segments;

    /// <summary>The layouts of <c>$items</c> in it.</summary>
    public IEnumerable<ItemsLayout> Items => segments.Select(segment => segment.Items).OfType<ItemsLayout>();

    /// <summary>All that is fixed.</summary>
    public byte[] FixedBytes => [.. segments.SelectMany(segment => segment.Before)];

    /// <summary>Whether it is the same for every batch and item.</summary>
    public bool IsFixed => segments.All(segment => segment.Kind == SegmentKind.Fixed);

    /// <summary>Whether some value may be refused.</summary>
    public bool CanRefuse { get; } =
        forbidden is not null
        || segments.Any(segment =>
            segment.Kind == SegmentKind.Field
            && (
                segment.Chain >= 0
                || segment.Context is ValueContext.JsonValue or ValueContext.JsonLine or ValueContext.Header
            )
        );

    /// <summary>Whether values of an item stand in it directly.</summary>
    public bool HasFields => segments.Any(segment => segment.Kind == SegmentKind.Field);

    /// <summary>Writes it.</summary>
    /// <param name="state">Has taken the batch, and the item if any.</param>
    /// <param name="record">The item taken; empty where the template has none of its values.</param>
    /// <param name="items">The batch's items.</param>
    /// <param name="into">Where to.</param>
    /// <returns>A sentence that says why a value cannot stand where it should; null when all was written.</returns>
    public string? Write(RenderState state, ReadOnlySpan<byte> record, ItemBatch? items, ArrayBufferWriter<byte> into)
    {
        for (var index = 0; index < segments.Length; index++)
        {
            var segment = segments[index];
            switch (segment.Kind)
            {
                case SegmentKind.Field
                    when WriteValue(segment, state.Field(segment.Field, record), state, into) is { } fault:
                    return fault;
                case SegmentKind.Batch when WriteValue(segment, state.Batch(segment.Batch), state, into) is { } fault:
                    return fault;
                case SegmentKind.Items when WriteItems(segment, state, items, into) is { } fault:
                    return fault;
                case SegmentKind.Fixed:
                    Put(segment.Before, into);
                    break;
                case SegmentKind.Comma when into.WrittenSpan[^1] != (byte)'{':
                    Put(","u8, into);
                    break;
                case SegmentKind.SkipIfNull when state.IsNull(segment.Field):
                    index += segment.Skip;
                    break;
            }
        }
        return null;
    }

    private string? WriteValue(Segment segment, FieldValue value, RenderState state, ArrayBufferWriter<byte> into)
    {
        if (segment.Chain >= 0 && !state.Chains[segment.Chain].TryApply(value, out value))
        {
            return $"${segment.Name} cannot be filtered with {Describe(segment)}.";
        }
        var fault = forbidden?.WhyNot(value.Text) ?? ValueWriter.Write(segment.Before, value, segment.Context, into);
        return fault is null ? null : $"${segment.Name} {fault}";
    }

    private static string? WriteItems(
        Segment segment,
        RenderState state,
        ItemBatch? items,
        ArrayBufferWriter<byte> into
    )
    {
        Put(segment.Before, into);
        if (segment.Chain < 0)
        {
            return segment.Items!.Write(state, items, into);
        }
        state.Items.ResetWrittenCount();
        if (segment.Items!.Write(state, items, state.Items) is { } fault)
        {
            return fault;
        }
        return state
            .Chains[segment.Chain]
            .TryApply(new FieldValue(FieldKind.Json, state.Items.WrittenSpan), out var value)
            ? ValueWriter.Write([], value, segment.Context, into)
            : $"$items cannot be filtered with {Describe(segment)}.";
    }

    private static string Describe(Segment segment) =>
        string.Join(" | ", segment.Filters.Select(filter => filter.Name));

    private static void Put(ReadOnlySpan<byte> bytes, ArrayBufferWriter<byte> into)
    {
        bytes.CopyTo(into.GetSpan(bytes.Length));
        into.Advance(bytes.Length);
    }
}
