using System.Buffers;
using System.Text;
using System.Text.Json;
using Rollcall.Core.Delivery;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Tests.Delivery;

/// <summary>Short ways to make endpoints, answers and batches, and to judge them.</summary>
internal static class Judging
{
    public static readonly SecretMask NoSecrets = new([]);

    public static Endpoint Endpoint(params ErrorClassification[] errors) =>
        new()
        {
            Name = "addUsers",
            Method = "POST",
            Url = Template.Parse("https://api.example/", TemplatePlace.Url, [])!,
            Errors = errors,
        };

    /// <summary>A row: <c>401</c>, <c>5xx</c> or <c>none</c>; the sub error as JSON.</summary>
    public static ErrorClassification Row(
        string status,
        string? subError = null,
        string reason = "reason",
        ErrorAction? action = null
    )
    {
        var pattern =
            status == "none" ? new StatusPattern(0, 0)
            : status.EndsWith("xx", StringComparison.Ordinal)
                ? new StatusPattern((status[0] - '0') * 100, ((status[0] - '0') * 100) + 99)
            : new StatusPattern(int.Parse(status), int.Parse(status));
        return new ErrorClassification(
            pattern,
            subError is null ? null : Json(subError),
            reason,
            $"Message of {reason}.",
            action
        );
    }

    public static SuccessRule Success(string path, params string[] anyOf) =>
        new(Path(path), [.. anyOf.Select(Json)], NotEmpty: anyOf.Length == 0);

    public static Answer Answer(int status, string body = "", string? contentType = "application/json") =>
        new()
        {
            Kind = AnswerKind.Response,
            Status = status,
            Sent = true,
            Body = Encoding.UTF8.GetBytes(body),
            Headers = contentType is null ? [] : [new("Content-Type", contentType)],
        };

    public static Answer NoAnswer(AnswerKind kind, bool sent, string? detail = null) =>
        new()
        {
            Kind = kind,
            Sent = sent,
            Detail = detail,
        };

    public static Judgement Judge(Endpoint endpoint, Answer answer, ItemBatch? items = null) =>
        new Judge(endpoint, FirstField, NoSecrets).Read(answer, items);

    public static void FirstField(ReadOnlySpan<byte> record, System.Buffers.ArrayBufferWriter<byte> into) =>
        into.Write(ItemRecordReader.At(record, 0).Text);

    public static ItemBatch Items(params IEnumerable<string> keys)
    {
        var batch = new ItemBatch();
        var record = new ItemRecordWriter();
        foreach (var key in keys)
        {
            record.Clear();
            record.Write(FieldKind.Text, Encoding.UTF8.GetBytes(key));
            batch.Add(record.Record);
        }
        return batch;
    }

    public static JsonElement Json(string text) => JsonElement.Parse(text);

    public static ValuePath Path(string text) =>
        ValuePath.TryParse(text, out var path, out var error) ? path! : throw new ArgumentException(error);
}
