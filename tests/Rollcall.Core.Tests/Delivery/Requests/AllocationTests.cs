using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Members;
using static Rollcall.Core.Tests.Delivery.Requests.RequestFixture;

namespace Rollcall.Core.Tests.Delivery.Requests;

public sealed class AllocationTests
{
    [Theory]
    [InlineData("""{"id": "$id", "email": "${email | lower | sha256}", "n": $n}""", null, false)]
    [InlineData("""{"id": "$id", "email": $email}""", null, true)]
    [InlineData("$id", ";", false)]
    public void An_items_rendering_allocates_nothing(string items, string? join, bool omitEmpty)
    {
        var builder = new RequestFixture
        {
            Fields = ["id", "email", "n"],
            Body = """{"list": "$cohort_name", "users": $items}""",
            Items = items,
            Join = join,
            OmitEmpty = omitEmpty,
        }.Build();
        var one = Batch(1);
        var many = Batch(10_000);
        var request = new RenderedRequest();
        builder.Render(many, Add, request);
        Assert.Equal(
            Allocated(() => builder.Render(one, Add, request)),
            Allocated(() => builder.Render(many, Add, request))
        );
        Assert.Equal(0, Allocated(() => Check(builder, many)));
    }

    private static void Check(RequestBuilder builder, ItemBatch items)
    {
        for (var index = 0; index < items.Count; index++)
        {
            Assert.True(builder.WhyNot(items[index]) is null && builder.MeasureItem(items[index]) > 0);
        }
    }

    private static ItemBatch Batch(int count)
    {
        var items = new ItemBatch();
        for (var index = 0; index < count; index++)
        {
            items.Add(Record($"user-{index}", index % 2 == 0 ? null : $"{index}\"@x.example", "7"));
        }
        return items;
    }

    private static long Allocated(Action render)
    {
        render();
        var before = GC.GetAllocatedBytesForCurrentThread();
        render();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
