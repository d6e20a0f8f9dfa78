namespace Rollcall.Core.Snapshots;

/// <summary>Writes a generation: an index file, and a records file if there are records.</summary>
internal sealed class GenerationWriter : IDisposable
{
    private readonly string _folder;
    private readonly IndexWriter _index;
    private ChecksummedFile? _records;
    private int _longest;
    private ulong _marks;

    public GenerationWriter(string stateFolder)
    {
        _folder = MembershipFiles.Folder(stateFolder);
        DurableFolder.Create(_folder);
        _index = new IndexWriter(_folder);
    }

    public long Entries => _index.Entries;

    /// <summary>Writes an entry; they come in the order of their key hashes.</summary>
    public void Write(in MembershipEntry entry)
    {
        _marks |= entry.Standing.Marks;
        _index.Write(entry);
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
        _longest = Math.Max(_longest, record.Length);
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
        var index = _index.Complete();
        DurableFolder.Flush(_folder);
        return new ManifestGeneration(Entries, index, records, _records?.Length ?? 0, _longest, _marks);
    }

    public void Dispose()
    {
        _index.Dispose();
        _records?.Dispose();
    }
}
