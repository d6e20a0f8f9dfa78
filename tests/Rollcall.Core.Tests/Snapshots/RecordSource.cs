using System.Numerics;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;

namespace Rollcall.Core.Tests.Snapshots;

/// <summary>A source whose members are records in memory; their places are their indexes, and the first stands on line 2.</summary>
internal sealed class RecordSource(ItemLayout layout, IEnumerable<byte[]> records) : IMemberPlaces
{
    /// <summary>What it holds; a test may change it after it was read.</summary>
    public List<byte[]> Records { get; } = [.. records];

    /// <summary>The place of a record.</summary>
    public static MemberPlace Place(int index) => MemberPlace.AtOffset(0, index);

    /// <summary>Opens a reader of its items.</summary>
    public ItemRereader OpenItems() => new(this, Mapping, new ItemHasher(layout, Items.Seed));

    public MemberLine Locate(MemberPlace place) =>
        new("members.csv", place.CanReread ? place.Position + 2 : place.Position);

    public IMemberRereader OpenRereader() => new Rereader(layout, Records);

    public SourceException Changed(MemberPlace place) => new("It changed.", isUsage: false);

    public void Dispose() { }

    private Mapping Mapping =>
        new(
            "Items",
            [
                .. layout.Fields.Select(
                    (name, index) =>
                        new MappingField
                        {
                            Variable = name,
                            Label = name,
                            DisplayName = name,
                            Key = layout.KeyIndexes.Contains(index),
                        }
                ),
            ]
        );

    private sealed class Rereader(ItemLayout layout, List<byte[]> records) : IMemberRereader
    {
        public void Read(ReadOnlySpan<MemberPlace> places, IMemberSink rows)
        {
            for (var index = 0; index < places.Length; index++)
            {
                Assert.True(index == 0 || places[index - 1] < places[index], "Places do not ascend.");
                var record = records[(int)places[index].Position];
                rows.Add(new MemberRow(record, Slots(record), places[index], 0, "members.csv"));
            }
        }

        public void Dispose() { }

        private MemberSlot[] Slots(byte[] record)
        {
            var slots = new MemberSlot[layout.Fields.Count];
            var reader = new ItemRecordReader(record);
            for (var (index, at) = (0, 0); index < slots.Length; index++)
            {
                var value = reader.Next();
                at += 1 + LengthBytes(value.Bytes.Length);
                slots[index] = new MemberSlot(value.Kind, at, value.Bytes.Length);
                at += value.Bytes.Length;
            }
            return slots;
        }

        // Seven bits a byte.
        private static int LengthBytes(int length) => (BitOperations.Log2((uint)length | 1) / 7) + 1;
    }
}
