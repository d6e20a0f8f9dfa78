using System.Text;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;

namespace Rollcall.Core.EndpointTests;

/// <summary>Turns rows of test data into items, through the same mapper as a sync's members.</summary>
internal sealed class TestItems : IItemSink
{
    private readonly TestColumns _columns;
    private readonly string _file;
    private readonly Mapping _mapping;
    private readonly ItemHasher _hasher;
    private byte[]? _record;

    /// <summary>Items of a definition.</summary>
    public TestItems(Integration integration, TestColumns columns, string file)
    {
        (_columns, _file, _mapping) = (columns, file, integration.Mapping);
        _hasher = new ItemHasher(ItemLayout.Of(_mapping), seed: 0);
    }

    /// <summary>Maps a row.</summary>
    /// <param name="line">Where it begins.</param>
    /// <param name="fields">Its fields.</param>
    /// <param name="record">The item.</param>
    /// <param name="fault">Why it is none.</param>
    public bool TryMap(long line, string?[] fields, out byte[] record, out string fault)
    {
        var (bytes, slots) = SlotsOf(fields);
        var mapper = new ItemMapper(_mapping, _hasher, this);
        _record = null;
        mapper.Add(new MemberRow(bytes, slots, MemberPlace.OnLine(0, line), line, _file));
        record = _record ?? [];
        fault = _record is null ? $"{_file}:{line}: {mapper.InvalidExamples[0].Reason}" : "";
        return _record is not null;
    }

    /// <inheritdoc/>
    public void Add(UInt128 keyHash, ulong recordHash, ReadOnlySpan<byte> record, MemberPlace place) =>
        _record = record.ToArray();

    private (byte[] Bytes, MemberSlot[] Slots) SlotsOf(string?[] fields)
    {
        var bytes = new MemoryStream();
        var slots = new MemberSlot[_columns.Fields.Count];
        for (var index = 0; index < slots.Length; index++)
        {
            var column = _columns.Fields[index];
            var start = (int)bytes.Length;
            if (column >= 0 && fields[column] is { } value)
            {
                bytes.Write(Encoding.UTF8.GetBytes(value));
                slots[index] = new MemberSlot(FieldKind.Text, start, (int)bytes.Length - start);
            }
        }
        return (bytes.ToArray(), slots);
    }
}
