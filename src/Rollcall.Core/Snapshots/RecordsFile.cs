using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Rollcall.Core.Snapshots;

/// <summary>Reads records of one generation by offset. Offsets mostly ascend, so it reads ahead where they are close together.</summary>
internal sealed class RecordsFile(SafeFileHandle handle, long length)
{
    /// <summary>Bytes of the length before each record.</summary>
    public const int PrefixBytes = 4;

    private const int NearBytes = 64 << 10;
    private const int FarBytes = 2 << 10;

    private byte[] _window = [];
    private long _start;
    private int _have;

    /// <summary>The record at an offset; valid until the next call.</summary>
    /// <exception cref="DamagedStateException">There is none.</exception>
    public ReadOnlyMemory<byte> Read(long offset)
    {
        Need(offset, PrefixBytes);
        var size = BinaryPrimitives.ReadInt32LittleEndian(_window.AsSpan((int)(offset - _start)));
        if (size < 0 || size > length - offset - PrefixBytes)
        {
            throw new DamagedStateException("A membership file names a record that its records file does not hold.");
        }
        Need(offset, PrefixBytes + size);
        return _window.AsMemory((int)(offset - _start) + PrefixBytes, size);
    }

    private void Need(long offset, int bytes)
    {
        if (offset >= _start && offset + bytes <= _start + _have)
        {
            return;
        }
        if (offset < 0 || offset + bytes > length)
        {
            throw new DamagedStateException("A membership file points beyond its records file.");
        }
        var near = offset >= _start && offset - (_start + _have) < NearBytes;
        var wanted = (int)Math.Min(Math.Max(bytes, near ? NearBytes : FarBytes), length - offset);
        if (_window.Length < wanted)
        {
            _window = new byte[Math.Max(wanted, NearBytes)];
        }
        FileReading.Exactly(handle, _window.AsSpan(0, wanted), offset);
        (_start, _have) = (offset, wanted);
    }
}
