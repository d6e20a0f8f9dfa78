using System.Buffers.Binary;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Diffing;

/// <summary>Opens a plan's file and checks all of it.</summary>
internal static class PlanOpener
{
    /// <exception cref="DamagedStateException">It is missing or damaged.</exception>
    public static (SafeFileHandle Handle, PlanFooter Footer, PlanLane[] Lanes) Open(string folder)
    {
        var path = PlanFile.PathIn(folder);
        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            Check(handle, path);
            var (footer, lanes) = Read(handle);
            return (handle, footer, lanes);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or JsonException or OverflowException)
        {
            handle?.Dispose();
            throw Damaged(path, exception is FileNotFoundException ? "is missing" : "cannot be read", exception);
        }
        catch
        {
            handle?.Dispose();
            throw;
        }
    }

    private static void Check(SafeFileHandle handle, string path)
    {
        var length = RandomAccess.GetLength(handle);
        if (length < PlanFile.HeaderBytes + PlanFile.TrailerBytes + PlanFile.HashBytes)
        {
            throw Damaged(path, "was cut short");
        }
        Span<byte> bytes = stackalloc byte[PlanFile.HeaderBytes];
        FileReading.Exactly(handle, bytes, 0);
        if (!bytes.SequenceEqual(PlanFile.Header))
        {
            throw Damaged(
                path,
                bytes[..8].SequenceEqual(PlanFile.Header[..8])
                    ? $"has format {BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..])}, which this version of Rollcall does not read"
                    : "does not begin like one"
            );
        }
        FileReading.Exactly(handle, bytes, length - PlanFile.HashBytes);
        if (
            ChecksummedFile.HashOf(handle, length - PlanFile.HashBytes)
            != BinaryPrimitives.ReadUInt128LittleEndian(bytes)
        )
        {
            throw Damaged(path, "does not match its checksum");
        }
    }

    private static (PlanFooter Footer, PlanLane[] Lanes) Read(SafeFileHandle handle)
    {
        var end = RandomAccess.GetLength(handle) - PlanFile.HashBytes - PlanFile.TrailerBytes;
        Span<byte> trailer = stackalloc byte[PlanFile.TrailerBytes];
        FileReading.Exactly(handle, trailer, end);
        var offset = BinaryPrimitives.ReadInt64LittleEndian(trailer);
        var bytes = new byte[checked((int)(end - offset))];
        FileReading.Exactly(handle, bytes, offset);
        var json = bytes.AsSpan(0, BinaryPrimitives.ReadInt32LittleEndian(trailer[8..]));
        var footer =
            JsonSerializer.Deserialize(json, PlanJson.Default.PlanFooter) ?? throw new JsonException("It is null.");
        return (footer, Lanes(handle, footer, bytes.AsSpan(json.Length)));
    }

    private static PlanLane[] Lanes(SafeFileHandle handle, PlanFooter footer, ReadOnlySpan<byte> blocks)
    {
        var lanes = Array.ConvertAll(Enum.GetValues<Lane>(), _ => new PlanLane(handle));
        foreach (var section in footer.Sections)
        {
            var own = new (long, long)[section.Blocks];
            foreach (ref var block in own.AsSpan())
            {
                block = (
                    BinaryPrimitives.ReadInt64LittleEndian(blocks),
                    BinaryPrimitives.ReadInt64LittleEndian(blocks[8..])
                );
                blocks = blocks[16..];
            }
            lanes[(int)section.Lane].Append(section, own);
        }
        return lanes;
    }

    private static DamagedStateException Damaged(string path, string what, Exception? inner = null) =>
        new(
            $"The run's plan {path} {what}. Nothing further was sent. Restore the state directory from a backup.",
            inner
        );
}
