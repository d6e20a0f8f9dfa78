using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rollcall.Bench.Measuring;
using Rollcall.Bench.Product;
using Rollcall.Bench.Reporting;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;

namespace Rollcall.Bench.Scenarios;

/// <summary>Bodies in memory, in this process, on one thread.</summary>
internal static class RenderScenario
{
    private const int Items = 10_000;
    private const int Rounds = 15;
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(200);

    /// <summary>Measures.</summary>
    public static ScenarioResult Run(BenchOptions options)
    {
        using var batch = Batch(options.Keys);
        var builder = Builder();
        var values = new BatchValues(Operation.Add, "m-1", 0);
        var request = new RenderedRequest();
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(
            buffer,
            new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );
        builder.Render(batch, values, request);
        Utf8Items.Write(batch, json, buffer);
        CheckSame(request.Body.WrittenSpan, buffer.WrittenSpan);

        List<Pace> template = [];
        List<Pace> byHand = [];
        for (var round = 0; round <= Rounds; round++)
        {
            template.Add(Pace.Of(() => builder.Render(batch, values, request), Round, Items));
            byHand.Add(Pace.Of(() => Utf8Items.Write(batch, json, buffer), Round, Items));
        }
        return new ScenarioResult(
            "render",
            $"bodies of {Items:N0} members, {request.Body.WrittenCount:N0} bytes, one thread, in process",
            [Row("rollcall, from a template", template, null), Row("Utf8JsonWriter by hand", byHand, template)],
            [
                "More is better here, other than elsewhere: the ratio is how many times as fast Rollcall is.",
                "Both write the same JSON; that is checked before.",
            ]
        );
    }

    private static ItemBatch Batch(KeyKind keys)
    {
        using var rows = new MemoryStream();
        new Data.MemberRows(keys, quoted: false, 0, Items, step: 1).WriteTo(rows);
        var batch = new ItemBatch();
        var writer = new ItemRecordWriter();
        foreach (var line in Encoding.ASCII.GetString(rows.ToArray()).Split('\n')[1..^1])
        {
            writer.Clear();
            foreach (var field in line.Split(','))
            {
                writer.Write(FieldKind.Text, Encoding.ASCII.GetBytes(field));
            }
            batch.Add(writer.Record);
        }
        return batch;
    }

    private static RequestBuilder Builder()
    {
        var text = Encoding.UTF8.GetBytes(Definition.Text(Items, 4));
        var integration =
            IntegrationDocument.Read(text, "sink.yaml").Integration
            ?? throw new MeasuringException("The definition that is measured is not valid.");
        var values = new RunValues
        {
            Settings = new Dictionary<string, string> { ["base_url"] = "http://127.0.0.1" },
            CohortName = "Bench",
            CohortId = "bench",
            ComputedTime = DateTimeOffset.UnixEpoch,
            ListId = "1",
        };
        var layout = ItemLayout.Of(integration.Mapping);
        return RequestBuilder.Create(integration, integration.Endpoints.AddUsers!, values, layout);
    }

    private static void CheckSame(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        using var first = JsonDocument.Parse(one.ToArray());
        using var second = JsonDocument.Parse(other.ToArray());
        if (!JsonElement.DeepEquals(first.RootElement, second.RootElement))
        {
            throw new MeasuringException("The two bodies differ.");
        }
    }

    private static ResultRow Row(string name, List<Pace> paces, List<Pace>? judged)
    {
        const string Speed = "M members/s";
        return new ResultRow(
            name,
            new Dictionary<string, double?>
            {
                [Speed] = Median.Of(paces.Skip(1).Select(pace => pace.PerSecond)) / 1e6,
                ["bytes allocated a member"] = Median.Of(paces.Skip(1).Select(pace => pace.AllocatedEach)),
            },
            new Dictionary<string, double?>
            {
                [Speed] = judged is null
                    ? null
                    : Median.Of(judged.Zip(paces, (one, other) => one.PerSecond / other.PerSecond).Skip(1)),
            }
        );
    }
}

/// <summary>How fast something went.</summary>
/// <param name="PerSecond">Members a second.</param>
/// <param name="AllocatedEach">Bytes allocated for each.</param>
internal sealed record Pace(double PerSecond, double AllocatedEach)
{
    /// <summary>Does something again and again for a time.</summary>
    public static Pace Of(Action action, TimeSpan time, int members)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        long done = 0;
        do
        {
            action();
            done += members;
        } while (watch.Elapsed < time);
        var seconds = watch.Elapsed.TotalSeconds;
        return new Pace(done / seconds, (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / done);
    }
}
