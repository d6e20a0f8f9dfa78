using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rollcall.Core.Snapshots;

/// <summary>Writes an index file (see <see cref="IndexFile"/>), block by block.</summary>
internal sealed class IndexWriter : IDisposable
{
    private readonly string _folder;
    private readonly ChecksummedFile _file;
    private readonly MembershipEntry[] _block = new MembershipEntry[IndexFile.BlockEntries];
    private byte[] _table = new byte[64 * IndexFile.RowBytes];
    private int _tableBytes;
    private int _have;

    public IndexWriter(string folder)
    {
        _folder = folder;
        // Its blocks have checksums of their own.
        _file = new ChecksummedFile(MembershipFiles.TemporaryIndex(folder), hashed: false);
        _file.Write(MembershipFiles.IndexHeader);
    }

    /// <summary>Entries so far.</summary>
    public long Entries { get; private set; }

    /// <summary>Writes an entry; they come in the order of their key hashes.</summary>
    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(in MembershipEntry entry)
    {
        _block[_have++] = entry;
        Entries++;
        if (_have == _block.Length)
        {
            EndBlock();
        }
    }

    /// <summary>Gives the file its name, which is returned; it is on disk then, but for the folder's entry.</summary>
    public string Complete()
    {
        EndBlock();
        var table = _table.AsSpan(0, _tableBytes);
        _file.Write(table);
        var name = MembershipFiles.Name(XxHash128.HashToUInt128(table));
        _file.Keep(MembershipFiles.IndexPath(_folder, name));
        return name;
    }

    public void Dispose() => _file.Dispose();

    private void EndBlock()
    {
        if (_have == 0)
        {
            return;
        }
        var bytes = MemoryMarshal.AsBytes(_block.AsSpan(0, _have));
        _file.Write(bytes);
        if (_tableBytes == _table.Length)
        {
            Array.Resize(ref _table, _table.Length * 2);
        }
        var row = _table.AsSpan(_tableBytes, IndexFile.RowBytes);
        BinaryPrimitives.WriteUInt128LittleEndian(row, _block[0].KeyHash);
        BinaryPrimitives.WriteUInt64LittleEndian(row[16..], XxHash3.HashToUInt64(bytes));
        _tableBytes += IndexFile.RowBytes;
        _have = 0;
    }
}
