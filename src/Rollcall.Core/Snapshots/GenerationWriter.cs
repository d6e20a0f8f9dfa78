using Rollcall.Core.Diffing;

namespace Rollcall.Core.Snapshots;

/// <summary>Writes a generation: an index file, and a records file if there are records.</summary>
internal sealed class GenerationWriter : IDisposable
{
    private readonly string _folder;
    private readonly IndexWriter _index;
    private readonly Plan? _adopted;
    private ChecksummedFile? _records;
    private int _longest;
    private ulong _marks;

    /// <summary>A writer.</summary>
    /// <param name="stateFolder">The state directory.</param>
    /// <param name="adopt">A plan whose file may become the records file; null: records are copied.</param>
    public GenerationWriter(string stateFolder, Plan? adopt)
    {
        _folder = MembershipFiles.Folder(stateFolder);
        DurableFolder.Create(_folder);
        _index = new IndexWriter(_folder);
        _adopted = adopt is not null && PlanAdoption.TryLink(adopt, TemporaryPlan) ? adopt : null;
    }

    public long Entries => _index.Entries;

    private string TemporaryPlan => MembershipFiles.TemporaryPlan(_folder);

    /// <summary>Writes an entry; they come in the order of their key hashes.</summary>
    public void Write(in MembershipEntry entry)
    {
        _marks |= entry.Standing.Marks;
        _index.Write(entry);
    }

    /// <summary>Writes a record and tells its offset.</summary>
    /// <param name="record">The record.</param>
    /// <param name="planned">Where it stands in the plan that may be adopted.</param>
    public long WriteRecord(ReadOnlySpan<byte> record, long planned)
    {
        _longest = Math.Max(_longest, record.Length);
        if (_adopted is not null)
        {
            return planned;
        }
        if (_records is null)
        {
            _records = new ChecksummedFile(MembershipFiles.TemporaryRecords(_folder));
            _records.Write(MembershipFiles.RecordsHeader);
        }
        var offset = _records.Length;
        _records.Write(record);
        return offset;
    }

    /// <summary>Flushes the files and their folder, and gives them their names.</summary>
    public ManifestGeneration Complete()
    {
        var records = KeepRecords();
        var index = _index.Complete();
        DurableFolder.Flush(_folder);
        return new ManifestGeneration(
            Entries,
            index,
            records,
            _adopted?.FileLength ?? _records?.Length ?? 0,
            _longest,
            IsPlan: _adopted is not null,
            _marks
        );
    }

    public void Dispose()
    {
        _index.Dispose();
        _records?.Dispose();
        if (_adopted is not null)
        {
            File.Delete(TemporaryPlan);
        }
    }

    private string KeepRecords()
    {
        if (_adopted is not null)
        {
            var name = MembershipFiles.Name(_adopted.FileHash);
            PlanAdoption.Keep(TemporaryPlan, MembershipFiles.RecordsPath(_folder, name));
            return name;
        }
        if (_records is null)
        {
            return "";
        }
        var hash = MembershipFiles.Name(_records.Hash());
        _records.Keep(MembershipFiles.RecordsPath(_folder, hash));
        return hash;
    }
}
