using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Delivery.Requests.Compiled;

/// <summary>The buffers and filters of one rendering at a time; reused, so that rendering allocates nothing per item.</summary>
internal sealed class RenderState(IReadOnlyList<IReadOnlyList<FilterCall>> chains, int fields)
{
    private readonly (FieldKind Kind, int Start, int Length)[] _fields = new (FieldKind, int, int)[fields];
    private readonly ArrayBufferWriter<byte> _messageId = new(64);
    private readonly byte[] _batchSize = new byte[11];
    private Operation _operation;
    private int _batchSizeLength;

    /// <summary>The filters, by <see cref="Segment.Chain"/>.</summary>
    public FilterChain[] Chains { get; } = [.. chains.Select(FilterChain.Compile)];

    /// <summary>For one item on its way into another encoding.</summary>
    public ArrayBufferWriter<byte> Item { get; } = new(256);

    /// <summary>For all items on their way through a filter.</summary>
    public ArrayBufferWriter<byte> Items { get; } = new();

    /// <summary>For addresses and headers.</summary>
    public ArrayBufferWriter<byte> Line { get; } = new(256);

    /// <summary>For bodies that are only measured.</summary>
    public ArrayBufferWriter<byte> Body { get; } = new(256);

    /// <summary>Takes the values of a batch.</summary>
    public void Load(in BatchValues batch, int size)
    {
        _operation = batch.Operation;
        _messageId.ResetWrittenCount();
        Encoding.UTF8.GetBytes(batch.MessageId, _messageId);
        Utf8Formatter.TryFormat(size, _batchSize, out _batchSizeLength);
    }

    /// <summary>Takes an item.</summary>
    public void Load(ReadOnlySpan<byte> record)
    {
        var reader = new ItemRecordReader(record);
        for (var index = 0; index < _fields.Length; index++)
        {
            var value = reader.Next();
            _fields[index] = (value.Kind, Start(record, value.Bytes), value.Bytes.Length);
        }
    }

    // A slice of the record knows where it stands: telling it so costs less than asking whether it does.
    private static int Start(ReadOnlySpan<byte> record, ReadOnlySpan<byte> slice) =>
        (int)Unsafe.ByteOffset(ref MemoryMarshal.GetReference(record), ref MemoryMarshal.GetReference(slice));

    /// <summary>A field of the item taken.</summary>
    public FieldValue Field(int index, ReadOnlySpan<byte> record)
    {
        var (kind, start, length) = _fields[index];
        return new FieldValue(kind, record.Slice(start, length));
    }

    /// <summary>Whether a field of the item taken is null.</summary>
    public bool IsNull(int index) => _fields[index].Kind == FieldKind.Null;

    /// <summary>A value of the batch taken.</summary>
    public FieldValue Batch(BatchVariable variable) =>
        variable switch
        {
            BatchVariable.InCohort => new FieldValue(
                _operation == Operation.Add ? FieldKind.True : FieldKind.False,
                []
            ),
            BatchVariable.Operation => new FieldValue(
                FieldKind.Text,
                _operation == Operation.Add ? "add"u8 : "remove"u8
            ),
            BatchVariable.BatchSize => new FieldValue(FieldKind.Number, _batchSize.AsSpan(0, _batchSizeLength)),
            _ => new FieldValue(FieldKind.Text, _messageId.WrittenSpan),
        };
}
