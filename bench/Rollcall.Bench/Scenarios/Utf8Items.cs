using System.Buffers;
using System.Text.Json;
using Rollcall.Core.Members;

namespace Rollcall.Bench.Scenarios;

/// <summary>The same body as the definition's template makes, written by hand for this one shape.</summary>
internal static class Utf8Items
{
    private static readonly JsonEncodedText Users = JsonEncodedText.Encode("users");
    private static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText Email = JsonEncodedText.Encode("email");
    private static readonly JsonEncodedText Plan = JsonEncodedText.Encode("plan");

    /// <summary>Writes a batch.</summary>
    public static void Write(ItemBatch batch, Utf8JsonWriter json, ArrayBufferWriter<byte> buffer)
    {
        buffer.ResetWrittenCount();
        json.Reset(buffer);
        json.WriteStartObject();
        json.WriteStartArray(Users);
        for (var index = 0; index < batch.Count; index++)
        {
            var fields = new ItemRecordReader(batch[index]);
            json.WriteStartObject();
            json.WriteString(Id, fields.Next().Bytes);
            json.WriteString(Email, fields.Next().Bytes);
            json.WriteString(Plan, fields.Next().Bytes);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }
}
