using System.Text;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;

namespace Rollcall.Core.Tests.Members;

public sealed class ItemMapperTests
{
    private static readonly Mapping Mapping = new(
        "Users",
        [
            new MappingField
            {
                Variable = "email",
                Label = "E-mail",
                DisplayName = "E-mail",
                Key = true,
                Required = true,
                Normalize = [new FilterCall("trim", []), new FilterCall("lower", [])],
            },
            new MappingField
            {
                Variable = "city",
                Label = "City",
                DisplayName = "City",
            },
            new MappingField
            {
                Variable = "plan",
                Label = "Plan",
                DisplayName = "Plan",
                Required = true,
            },
        ]
    );

    [Fact]
    public void Fields_are_normalized_and_encoded_in_the_order_of_the_definition()
    {
        var items = new Collected();
        var mapper = Map(items, ["  A@X.example ", "Köln", "pro"]);
        Assert.Equal(1, mapper.Read);
        Assert.Equal(0, mapper.Invalid);
        var record = Snapshots.Items.Record("a@x.example", "Köln", "pro");
        var item = Assert.Single(items.All);
        Assert.Equal(record, item.Record);
        Assert.Equal(ItemHasher.RecordHash(record), item.RecordHash);
        Assert.Equal(new ItemHasher(ItemLayout.Of(Mapping), 7).KeyHash(record), item.KeyHash);
        Assert.Equal(MemberPlace.OnLine(0, 2), item.Place);
    }

    [Fact]
    public void Keys_that_are_equal_after_normalizing_have_one_hash()
    {
        var items = new Collected();
        Map(items, ["A@x.example", null, "pro"], ["a@x.example ", null, "pro"]);
        Assert.Single(items.All.Select(item => item.KeyHash).Distinct());
    }

    [Theory]
    [InlineData("   ", "c", "p", "$email (E-mail) is empty, and it is part of the key.")]
    [InlineData(null, "c", "p", "$email (E-mail) is empty, and it is part of the key.")]
    [InlineData("a@x", "c", "", "$plan (Plan) is empty, and it is required.")]
    [InlineData("a@x", "c\0d", "p", "The value of $city (City) holds a NUL character.")]
    public void Invalid_member_is_skipped_and_told(string? email, string city, string plan, string reason)
    {
        var items = new Collected();
        var mapper = Map(items, [email, city, plan], ["b@x", "", "p"]);
        Assert.Equal((2L, 1L), (mapper.Read, mapper.Invalid));
        Assert.Equal([new MemberExample("users.csv", 2, reason)], mapper.InvalidExamples);
        Assert.Single(items.All);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC3 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xC0, 0xAF })]
    public void Bytes_that_are_no_UTF8_are_refused_and_not_replaced(byte[] bytes)
    {
        var items = new Collected();
        var mapper = new ItemMapper(Mapping, new ItemHasher(ItemLayout.Of(Mapping), 7), items);
        byte[] buffer = [.. "a@x"u8, .. bytes, .. "pro"u8];
        MemberSlot[] slots =
        [
            new(FieldKind.Text, 0, 3),
            new(FieldKind.Text, 3, bytes.Length),
            new(FieldKind.Text, 3 + bytes.Length, 3),
        ];
        mapper.Add(Row(buffer, slots, 9, "users.csv"));
        Assert.Empty(items.All);
        Assert.Equal("The value of $city (City) is not valid UTF-8.", Assert.Single(mapper.InvalidExamples).Reason);
    }

    [Fact]
    public void All_invalid_members_are_counted_and_ten_told()
    {
        var mapper = Map(new Collected(), [.. Enumerable.Range(0, 25).Select(_ => new string?[] { "", "", "" })]);
        Assert.Equal(25, mapper.Invalid);
        Assert.Equal(Enumerable.Range(2, 10).Select(line => (long)line), mapper.InvalidExamples.Select(e => e.Line));
    }

    [Fact]
    public void Numbers_booleans_and_JSON_keep_their_kind()
    {
        var items = new Collected();
        var mapper = new ItemMapper(Mapping, new ItemHasher(ItemLayout.Of(Mapping), 7), items);
        var buffer = "1.50[1]"u8.ToArray();
        MemberSlot[] slots = [new(FieldKind.Number, 0, 4), new(FieldKind.Json, 4, 3), new(FieldKind.False, 0, 0)];
        mapper.Add(Row(buffer, slots, 2, "users.jsonl"));
        var reader = new ItemRecordReader(Assert.Single(items.All).Record);
        Assert.Equal("1.50", Encoding.UTF8.GetString(reader.Next().Bytes));
        Assert.Equal(FieldKind.Json, reader.Next().Kind);
        Assert.Equal(FieldKind.False, reader.Next().Kind);
    }

    [Fact]
    public void Columns_follow_the_fields()
    {
        var columns = ItemMapper.Columns(
            Mapping,
            new Dictionary<string, string> { ["email"] = "Mail", ["plan"] = "Mail" }
        );
        Assert.Equal(["Mail", "city", "Mail"], columns);
    }

    [Fact]
    public void Nothing_is_allocated_per_member()
    {
        var mapper = new ItemMapper(Mapping, new ItemHasher(ItemLayout.Of(Mapping), 7), new Nowhere());
        var buffer = "someone@x.exampleRomepro"u8.ToArray();
        MemberSlot[] slots = [new(FieldKind.Text, 0, 17), new(FieldKind.Text, 17, 4), new(FieldKind.Text, 21, 3)];
        long Measure(int members)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var line = 0; line < members; line++)
            {
                mapper.Add(Row(buffer, slots, line, "users.csv"));
            }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Measure(100);
        Assert.InRange(Measure(10_000), 0, 9_999);
    }

    private static MemberRow Row(byte[] buffer, MemberSlot[] slots, long line, string source) =>
        new(buffer, slots, MemberPlace.OnLine(0, line), line, source);

    private static ItemMapper Map(Collected items, params string?[][] rows)
    {
        var mapper = new ItemMapper(Mapping, new ItemHasher(ItemLayout.Of(Mapping), 7), items);
        var line = 1;
        foreach (var row in rows)
        {
            var buffer = Encoding.UTF8.GetBytes(string.Concat(row));
            var start = 0;
            var slots = new List<MemberSlot>();
            foreach (var field in row)
            {
                var length = Encoding.UTF8.GetByteCount(field ?? "");
                slots.Add(new MemberSlot(field is null ? FieldKind.Null : FieldKind.Text, start, length));
                start += length;
            }
            mapper.Add(Row(buffer, slots.ToArray(), ++line, "users.csv"));
        }
        return mapper;
    }

    private sealed record Item(UInt128 KeyHash, ulong RecordHash, byte[] Record, MemberPlace Place);

    private sealed class Collected : IItemSink
    {
        public List<Item> All { get; } = [];

        public void Add(UInt128 keyHash, ulong recordHash, ReadOnlySpan<byte> record, MemberPlace place) =>
            All.Add(new Item(keyHash, recordHash, record.ToArray(), place));
    }

    private sealed class Nowhere : IItemSink
    {
        public void Add(UInt128 keyHash, ulong recordHash, ReadOnlySpan<byte> record, MemberPlace place) { }
    }
}
