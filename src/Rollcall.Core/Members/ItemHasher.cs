using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.CompilerServices;

namespace Rollcall.Core.Members;

/// <summary>
/// The one place that says when two items are equal. Keys are equal when the texts of their key fields are, whatever
/// their kinds: the number 7 and the text "7" name one user. Values are equal when the records are, byte for byte.
/// </summary>
public sealed class ItemHasher
{
    private readonly ItemLayout _layout;
    private readonly long _seed;
    private readonly bool _singleKey;
    private readonly ArrayBufferWriter<byte> _key = new(256);

    /// <summary>A hasher for items of a layout.</summary>
    /// <param name="layout">The fields.</param>
    /// <param name="seed">Random per sync and kept with it: XxHash128 does not resist crafted keys.</param>
    public ItemHasher(ItemLayout layout, long seed)
    {
        _layout = layout;
        _seed = seed;
        _singleKey = layout.KeyIndexes.Count == 1;
    }

    /// <summary>The hash of an item's key: by it items are sorted, partitioned and told apart.</summary>
    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public UInt128 KeyHash(ReadOnlySpan<byte> record)
    {
        if (_singleKey)
        {
            return XxHash128.HashToUInt128(ItemRecordReader.At(record, _layout.KeyIndexes[0]).Text, _seed);
        }
        _key.ResetWrittenCount();
        foreach (var index in _layout.KeyIndexes)
        {
            var text = ItemRecordReader.At(record, index).Text;
            BinaryPrimitives.WriteInt32LittleEndian(_key.GetSpan(4), text.Length);
            _key.Advance(4);
            _key.Write(text);
        }
        return XxHash128.HashToUInt128(_key.WrittenSpan, _seed);
    }

    /// <summary>The one field that is the key; -1 where there are several.</summary>
    internal int SingleKey => _singleKey ? _layout.KeyIndexes[0] : -1;

    /// <summary>As <see cref="KeyHash"/>, of the text of the one field that is the key.</summary>
    internal UInt128 SingleKeyHash(ReadOnlySpan<byte> text) => XxHash128.HashToUInt128(text, _seed);

    /// <summary>The hash of an item's whole record: what a change is told by.</summary>
    public static ulong RecordHash(ReadOnlySpan<byte> record) => XxHash3.HashToUInt64(record);
}
