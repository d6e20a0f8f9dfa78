using System.Runtime.InteropServices;

namespace Rollcall.Core.Snapshots;

/// <summary>What stands before an item's record in a partition that holds records: its entry, and the record's length in bytes.</summary>
internal static class ItemFrame
{
    /// <summary>Bytes before the record.</summary>
    public const int HeaderBytes = ItemEntry.Size + sizeof(int);

    /// <summary>Writes the header. Temporary files are read by the process that wrote them: as it lies in memory.</summary>
    public static void WriteHeader(Span<byte> into, in ItemEntry entry, int length)
    {
        MemoryMarshal.Write(into, in entry);
        MemoryMarshal.Write(into[ItemEntry.Size..], in length);
    }

    /// <summary>The entry of the frame that begins here.</summary>
    public static ItemEntry EntryAt(ReadOnlySpan<byte> from) => MemoryMarshal.Read<ItemEntry>(from);

    /// <summary>The record's length of the frame that begins here.</summary>
    public static int LengthAt(ReadOnlySpan<byte> from) => MemoryMarshal.Read<int>(from[ItemEntry.Size..]);
}
