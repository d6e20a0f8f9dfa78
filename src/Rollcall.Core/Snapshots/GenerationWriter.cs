using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Rollcall.Core.Snapshots;

/// <summary>Writes a generation: an index file, and a records file if there are records.</summary>
internal sealed class GenerationWriter : IDisposable
{
    private readonly string _folder;
    private readonly ChecksummedFile _index;
    private ChecksummedFile? _records;

    public GenerationWriter(string stateFolder)
    {
        _folder = MembershipFiles.Folder(stateFolder);
        DurableFolder.Create(_folder);
        _index = new ChecksummedFile(MembershipFiles.TemporaryIndex(_folder));
        _index.Write(MembershipFiles.IndexHeader);
    }

    public long Entries { get; private set; }

    /// <summary>Writes an entry; they come in the order of their key hashes.</summary>
    public void Write(in MembershipEntry entry)
    {
        _index.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<MembershipEntry>(in entry)));
        Entries++;
    }

    /// <summary>Writes a record and tells its offset.</summary>
    public long WriteRecord(ReadOnlySpan<byte> record)
    {
        if (_records is null)
        {
            _records = new ChecksummedFile(MembershipFiles.TemporaryRecords(_folder));
            _records.Write(MembershipFiles.RecordsHeader);
        }
        var offset = _records.Length;
        Span<byte> length = stackalloc byte[RecordsFile.PrefixBytes];
        BinaryPrimitives.WriteInt32LittleEndian(length, record.Length);
        _records.Write(length);
        _records.Write(record);
        return offset;
    }

    /// <summary>Flushes the files and their folder, and gives them their names.</summary>
    public ManifestGeneration Complete()
    {
        var records = "";
        if (_records is not null)
        {
            records = MembershipFiles.Name(_records.Hash());
            _records.Keep(MembershipFiles.RecordsPath(_folder, records));
        }
        var index = MembershipFiles.Name(_index.Hash());
        _index.Keep(MembershipFiles.IndexPath(_folder, index));
        DurableFolder.Flush(_folder);
        return new ManifestGeneration(Entries, index, records, _records?.Length ?? 0);
    }

    public void Dispose()
    {
        _index.Dispose();
        _records?.Dispose();
    }
}
