using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Rollcall.Core.Snapshots;

/// <summary>
/// A sorted index file: a header, entries in blocks, and at the end a table with each block's first key hash and
/// checksum. The table is read and checked when the file is opened (its hash is the file's name), a block whenever it is
/// read. Safe for use from several threads at once.
/// </summary>
internal sealed class IndexFile : IDisposable
{
    /// <summary>Entries of a block; the last one may have fewer. 64 KiB: one read, and little to read for one key.</summary>
    public const int BlockEntries = 2048;

    /// <summary>Bytes of a row of the table: first key hash, checksum.</summary>
    public const int RowBytes = 24;

    private readonly MembershipFile _file;
    private readonly long _entries;
    private readonly byte[] _table;

    private IndexFile(MembershipFile file, long entries)
    {
        (_file, _entries) = (file, entries);
        _table = new byte[checked((int)TableBytes(entries))];
    }

    /// <summary>How many blocks.</summary>
    public int Blocks => _table.Length / RowBytes;

    /// <summary>Entries of the largest block.</summary>
    public int LargestBlock => (int)Math.Min(BlockEntries, _entries);

    /// <summary>Opens an index and checks its length, header and table.</summary>
    /// <exception cref="DamagedStateException">It is missing or damaged.</exception>
    public static IndexFile Open(string folder, ManifestGeneration generation)
    {
        var blocks = MembershipFiles.HeaderBytes + (generation.Entries * MembershipEntry.Size);
        var file = MembershipFile.Open(
            MembershipFiles.IndexPath(folder, generation.Index),
            blocks + TableBytes(generation.Entries),
            MembershipFiles.IndexHeader
        );
        var index = new IndexFile(file, generation.Entries);
        try
        {
            file.Read(index._table, blocks);
            return MembershipFiles.Name(XxHash128.HashToUInt128(index._table)) == generation.Index
                ? index
                : throw file.Damaged("does not match its checksum");
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    /// <summary>The first key hash of a block.</summary>
    public UInt128 FirstKey(int block) => BinaryPrimitives.ReadUInt128LittleEndian(_table.AsSpan(block * RowBytes));

    /// <summary>The block that holds a key hash if any does: the last that does not begin after it.</summary>
    public int BlockOf(UInt128 keyHash)
    {
        var (low, high) = (0, Blocks - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = FirstKey(middle) <= keyHash ? (middle, high) : (low, middle - 1);
        }
        return low;
    }

    /// <summary>Reads a block and checks it.</summary>
    /// <param name="block">Its number.</param>
    /// <param name="into">Takes its entries.</param>
    /// <returns>How many there are.</returns>
    /// <exception cref="DamagedStateException">It does not match its checksum.</exception>
    public int Read(int block, Span<MembershipEntry> into)
    {
        var first = (long)block * BlockEntries;
        var count = (int)Math.Min(BlockEntries, _entries - first);
        var bytes = MemoryMarshal.AsBytes(into[..count]);
        _file.Read(bytes, MembershipFiles.HeaderBytes + (first * MembershipEntry.Size));
        var checksum = BinaryPrimitives.ReadUInt64LittleEndian(_table.AsSpan((block * RowBytes) + 16));
        return XxHash3.HashToUInt64(bytes) == checksum
            ? count
            : throw _file.Damaged($"does not match its checksum in block {block}");
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static long TableBytes(long entries) => (entries + BlockEntries - 1) / BlockEntries * RowBytes;
}
