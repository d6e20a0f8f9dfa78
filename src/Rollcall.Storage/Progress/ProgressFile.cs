using System.Buffers.Binary;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;
using Rollcall.Core.Storage;

namespace Rollcall.Storage.Progress;

/// <summary>
/// A progress log on disk: a header of 64 bytes (a name, and whether it is closed), then frames, each of length, checksum,
/// number and content. A frame counts if its checksum holds and its number follows the one before: what stands behind the
/// last such frame was never whole, or is of an earlier turn.
/// </summary>
internal static class ProgressFile
{
    public const int HeaderLength = 64;

    /// <summary>Length (4 bytes), checksum (8), number (8).</summary>
    public const int FrameHeader = 20;

    private const int ClosedAt = 16;
    private const int PieceSize = 1 << 16;

    private static ReadOnlySpan<byte> Magic => "rollcall log 1\n\0"u8;

    /// <summary>Makes a file full of zeros, on disk.</summary>
    public static SafeFileHandle Create(string file, int length)
    {
        var handle = File.OpenHandle(
            file,
            FileMode.Create,
            FileAccess.ReadWrite,
            FileShare.ReadWrite | FileShare.Delete
        );
        try
        {
            var zeros = new byte[PieceSize];
            Magic.CopyTo(zeros);
            for (var at = 0L; at < length; at += zeros.Length)
            {
                RandomAccess.Write(handle, zeros, at);
                zeros.AsSpan(0, Magic.Length).Clear();
            }
            RandomAccess.FlushToDisk(handle);
            return handle;
        }
        catch
        {
            handle.Dispose();
            File.Delete(file);
            throw;
        }
    }

    /// <summary>Whether somebody has taken over.</summary>
    public static bool IsClosed(SafeFileHandle handle)
    {
        Span<byte> closed = stackalloc byte[1];
        return RandomAccess.Read(handle, closed, ClosedAt) == 1 && closed[0] != 0;
    }

    /// <summary>Takes over: from here on whoever appends to it notices.</summary>
    public static void Close(string file)
    {
        using var handle = File.OpenHandle(
            file,
            FileMode.Open,
            FileAccess.ReadWrite,
            FileShare.ReadWrite | FileShare.Delete
        );
        RandomAccess.Write(handle, [1], ClosedAt);
    }

    /// <summary>The records beyond a number, in order, to the first that is not whole.</summary>
    /// <param name="file">The log.</param>
    /// <param name="sequence">The number; a log that begins later than the next one holds none.</param>
    /// <param name="length">No further than this.</param>
    public static IEnumerable<LedgerStep> Read(string file, long sequence, int length = int.MaxValue)
    {
        var content = ReadUpTo(file, length);
        if (!content.AsSpan().StartsWith(Magic))
        {
            yield break;
        }
        var (at, last) = (HeaderLength, (long?)null);
        while (Next(content, at, last) is { } frame && (last is not null || frame.Number <= sequence + 1))
        {
            if (frame.Number > sequence)
            {
                yield return ProgressFrame.Read(content.AsSpan(frame.Start, frame.Length));
            }
            (at, last) = (frame.Start + frame.Length, frame.Number);
        }
    }

    /// <summary>A frame's checksum.</summary>
    public static ulong Checksum(ReadOnlySpan<byte> content, long number) => XxHash3.HashToUInt64(content, number);

    private static (long Number, int Start, int Length)? Next(byte[] content, int at, long? last)
    {
        if (at + FrameHeader > content.Length)
        {
            return null;
        }
        var header = content.AsSpan(at, FrameHeader);
        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        var number = BinaryPrimitives.ReadInt64LittleEndian(header[12..]);
        var start = at + FrameHeader;
        return
            length > 0
            && length <= content.Length - start
            && (last is null || number == last + 1)
            && Checksum(content.AsSpan(start, length), number) == BinaryPrimitives.ReadUInt64LittleEndian(header[4..])
            ? (number, start, length)
            : null;
    }

    // A log may be written to while it is read, and deleted by its owner.
    private static byte[] ReadUpTo(string file, int length)
    {
        try
        {
            using var stream = new FileStream(
                file,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete,
                bufferSize: 0
            );
            var content = new byte[Math.Min(length, stream.Length)];
            return content[..stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)];
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }
}
