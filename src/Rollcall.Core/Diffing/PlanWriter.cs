using System.Buffers.Binary;
using System.Text.Json;
using Rollcall.Core.Members;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Diffing;

/// <summary>Where in a lane an item goes.</summary>
internal enum Rank
{
    /// <summary>Came back from the last run.</summary>
    First,

    /// <summary>As usual.</summary>
    Rest,

    /// <summary>The removal of a replaced item.</summary>
    Replaced,
}

/// <summary>Writes a plan's file; constant memory.</summary>
internal sealed class PlanWriter : IDisposable
{
    private const int Ranks = 3;

    private readonly string _folder;
    private readonly ChecksummedFile _file;
    private readonly SectionWriter?[] _sections = new SectionWriter?[Ranks * Enum.GetValues<Lane>().Length];

    public PlanWriter(string folder)
    {
        _folder = folder;
        DurableFolder.Create(folder);
        _file = new ChecksummedFile(PlanFile.PathIn(folder) + ".tmp");
        _file.Write(PlanFile.Header);
    }

    public void Add(Lane lane, Rank rank, UInt128 keyHash, ReadOnlySpan<byte> record, bool isChange) =>
        (_sections[IndexOf(lane, rank)] ??= new SectionWriter(_file, lane)).Add(keyHash, record, isChange);

    /// <summary>How many items a part of a lane has so far.</summary>
    public long Count(Lane lane, Rank rank) => _sections[IndexOf(lane, rank)]?.Count ?? 0;

    /// <summary>Completes the file and gives it its name.</summary>
    public void Complete(ItemLayout layout, PlanSummary summary, bool durable)
    {
        var writers = _sections.OfType<SectionWriter>().ToList();
        var sections = writers.ConvertAll(writer => writer.Complete());
        var footer = new PlanFooter(ManifestLayout.Of(layout), summary, sections);
        WriteFooter(JsonSerializer.SerializeToUtf8Bytes(footer, PlanJson.Default.PlanFooter), writers);
        _file.Keep(PlanFile.PathIn(_folder), durable);
        if (durable)
        {
            DurableFolder.Flush(_folder);
        }
    }

    public void Dispose() => _file.Dispose();

    private static int IndexOf(Lane lane, Rank rank) => ((int)lane * Ranks) + (int)rank;

    private void WriteFooter(byte[] json, List<SectionWriter> writers)
    {
        var offset = _file.Length;
        _file.Write(json);
        Span<byte> bytes = stackalloc byte[PlanFile.HashBytes];
        foreach (var (start, at) in writers.SelectMany(writer => writer.Blocks))
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, start);
            BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], at);
            _file.Write(bytes);
        }
        BinaryPrimitives.WriteInt64LittleEndian(bytes, offset);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], json.Length);
        _file.Write(bytes[..PlanFile.TrailerBytes]);
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, _file.Hash());
        _file.Write(bytes);
    }
}
