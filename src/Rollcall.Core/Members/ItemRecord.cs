using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rollcall.Core.Members;

/// <summary>What a field of an item holds.</summary>
public enum FieldKind : byte
{
    /// <summary>No value.</summary>
    Null = 0,

    /// <summary>Text.</summary>
    Text = 1,

    /// <summary>A number, its digits as they came.</summary>
    Number = 2,

    /// <summary>True; no bytes.</summary>
    True = 3,

    /// <summary>False; no bytes.</summary>
    False = 4,

    /// <summary>A JSON array or object, its text as it came.</summary>
    Json = 5,
}

/// <summary>A field of an item: its kind and its UTF-8 bytes.</summary>
public readonly ref struct FieldValue(FieldKind kind, ReadOnlySpan<byte> bytes)
{
    /// <summary>What it holds.</summary>
    public FieldKind Kind { get; } = kind;

    /// <summary>Valid UTF-8; empty for null, true and false.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>The value as text, as it stands inside a string: <c>true</c>, digits, "" for null.</summary>
    public ReadOnlySpan<byte> Text =>
        Kind switch
        {
            FieldKind.True => "true"u8,
            FieldKind.False => "false"u8,
            _ => Bytes,
        };

    /// <summary>Null, or empty text: what a required or key field must not be.</summary>
    public bool IsEmpty => Kind == FieldKind.Null || (Kind == FieldKind.Text && Bytes.IsEmpty);
}

/// <summary>
/// Reads the record of an item field by field. A record is, for each field of its layout in order, a kind byte, the
/// length of the bytes as a LEB128 variable-length integer, and the bytes.
/// </summary>
public ref struct ItemRecordReader(ReadOnlySpan<byte> record)
{
    private ReadOnlySpan<byte> _rest = record;

    /// <summary>Whether every field was read.</summary>
    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>The next field.</summary>
    /// <exception cref="InvalidDataException">The record ends too early.</exception>
    public FieldValue Next()
    {
        var kind = (FieldKind)_rest[0];
        var length = ReadLength(_rest[1..], out var lengthBytes);
        var start = 1 + lengthBytes;
        if (length > _rest.Length - start)
        {
            throw new InvalidDataException("An item's record ends in the middle of a field.");
        }
        var value = new FieldValue(kind, _rest.Slice(start, length));
        _rest = _rest[(start + length)..];
        return value;
    }

    /// <summary>The field at an index, counted from the record's start.</summary>
    public static FieldValue At(ReadOnlySpan<byte> record, int index)
    {
        var reader = new ItemRecordReader(record);
        for (var skipped = 0; skipped < index; skipped++)
        {
            reader.Next();
        }
        return reader.Next();
    }

    /// <summary>The length of the record that some bytes begin with; -1: they end before it does, or hold none.</summary>
    /// <param name="bytes">A record, and whatever follows it.</param>
    /// <param name="fields">How many fields its layout has.</param>
    internal static int Measure(ReadOnlySpan<byte> bytes, int fields)
    {
        long at = 0;
        for (var field = 0; field < fields; field++)
        {
            long length = 0;
            var shift = 0;
            byte part;
            at++; // the kind
            do
            {
                if (at >= bytes.Length || shift > 28)
                {
                    return -1;
                }
                part = bytes[(int)at++];
                length |= (long)(part & 0x7F) << shift;
                shift += 7;
            } while ((part & 0x80) != 0);
            at += length;
        }
        return at <= bytes.Length ? (int)at : -1;
    }

    private static int ReadLength(ReadOnlySpan<byte> bytes, out int read)
    {
        var value = 0;
        for (read = 0; read < 5 && read < bytes.Length; read++)
        {
            value |= (bytes[read] & 0x7F) << (7 * read);
            if ((bytes[read] & 0x80) == 0)
            {
                read++;
                return value;
            }
        }
        throw new InvalidDataException("An item's record holds a malformed length.");
    }
}

/// <summary>Writes the records of items, one after the other, into a reused buffer. The format is <see cref="ItemRecordReader"/>'s.</summary>
public sealed class ItemRecordWriter
{
    // Kind and length take so many bytes at most.
    private const int MostBefore = 6;

    // So many bytes are copied at once, where a field and the room for it allow.
    private const int AtOnce = 2 * 32;

    private byte[] _buffer = new byte[1024];
    private int _used;

    /// <summary>The record written since the last <see cref="Clear"/>, or several.</summary>
    public ReadOnlySpan<byte> Record => _buffer.AsSpan(0, _used);

    /// <summary>Its bytes so far.</summary>
    public int Length => _used;

    /// <summary>Begins a new record.</summary>
    public void Clear() => _used = 0;

    /// <summary>Takes back what was written behind a length.</summary>
    internal void CutAt(int length) => _used = length;

    /// <summary>Appends the next field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(FieldKind kind, ReadOnlySpan<byte> bytes)
    {
        if (_buffer.Length - _used < MostBefore + bytes.Length)
        {
            Grow(bytes.Length);
        }
        var (buffer, at) = (_buffer, _used);
        buffer[at++] = (byte)kind;
        var rest = (uint)bytes.Length;
        for (; rest >= 0x80; rest >>= 7)
        {
            buffer[at++] = (byte)(rest | 0x80);
        }
        buffer[at++] = (byte)rest;
        bytes.CopyTo(buffer.AsSpan(at));
        _used = at + bytes.Length;
    }

    /// <summary>Appends a field as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(FieldValue value) => Write(value.Kind, value.Bytes);

    /// <summary>Appends a field that stands in a larger buffer, of which some bytes behind the field may be copied too: without a call, and without branches that depend on its length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Write(ReadOnlySpan<byte> buffer, MemberSlot slot)
    {
        var (start, length) = ((uint)slot.Start, (uint)slot.Length);
        if (length > AtOnce || start + AtOnce > (uint)buffer.Length || _buffer.Length - _used < 2 + AtOnce)
        {
            Write(slot.Kind, buffer.Slice(slot.Start, slot.Length));
            return;
        }
        ref var from = ref Unsafe.Add(ref MemoryMarshal.GetReference(buffer), start);
        ref var to = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), _used);
        to = (byte)slot.Kind;
        Unsafe.Add(ref to, 1) = (byte)length;
        Vector256.LoadUnsafe(ref from).StoreUnsafe(ref to, 2);
        Vector256.LoadUnsafe(ref from, 32).StoreUnsafe(ref to, 34);
        _used += 2 + (int)length;
    }

    private void Grow(int more) => Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _used + MostBefore + more));
}
