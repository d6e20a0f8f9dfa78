using System.Buffers;
using System.Text.Json;

namespace Rollcall.Sandbox.Log;

/// <summary>Entries as JSON objects, a line each.</summary>
public static class LogJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes an entry and a line feed.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="users">Whether the users are named, which can be 10,000 a line.</param>
    /// <param name="moment">What has just happened (<c>received</c>, <c>applied</c>, <c>ended</c>); null leaves it out.</param>
    public static void Write(IBufferWriter<byte> output, LogEntry entry, bool users, string? moment = null)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            if (moment is not null)
            {
                json.WriteString("moment", moment);
            }
            json.WriteNumber("sequence", entry.Sequence);
            WriteRequest(json, entry);
            WriteOutcome(json, entry);
            if (users)
            {
                WriteUsers(json, entry);
            }
            json.WriteEndObject();
        }
        output.Write("\n"u8);
    }

    private static void WriteRequest(Utf8JsonWriter json, LogEntry entry)
    {
        json.WriteNumber("arrivedAt", entry.ArrivedAt.TotalSeconds);
        json.WriteNumber("inFlight", entry.InFlight);
        json.WriteString("method", entry.Method);
        json.WriteString("target", entry.Target);
        json.WriteString("operation", JsonNamingPolicy.CamelCase.ConvertName(entry.Operation.ToString()));
        WriteOptional(json, "list", entry.ListId);
        WriteOptional(json, "name", entry.ListName);
        json.WriteNumber("items", entry.Items.Length);
        json.WriteBoolean("complete", entry.Complete);
        json.WriteNumber("bytes", entry.BodyLength);
        json.WriteString("sha256", entry.BodyHash);
        json.WriteStartObject("headers");
        foreach (var (name, value) in entry.Headers)
        {
            json.WriteString(name, value);
        }
        json.WriteEndObject();
    }

    private static void WriteOutcome(Utf8JsonWriter json, LogEntry entry)
    {
        WriteOptional(json, "problem", entry.Problem);
        WriteOptional(json, "fault", entry.Fault);
        WriteOptional(json, "appliedAt", entry.AppliedAt?.TotalSeconds);
        WriteOptional(json, "appliedOrder", entry.AppliedOrder);
        WriteOptional(json, "status", entry.Status);
        WriteOptional(json, "endedAt", entry.EndedAt?.TotalSeconds);
        if (entry.Refused.Count > 0)
        {
            json.WriteStartArray("refused");
            foreach (var index in entry.Refused)
            {
                json.WriteNumberValue(index);
            }
            json.WriteEndArray();
        }
    }

    private static void WriteUsers(Utf8JsonWriter json, LogEntry entry)
    {
        json.WriteStartArray("users");
        foreach (var user in entry.Users)
        {
            json.WriteStringValue(user);
        }
        json.WriteEndArray();
        if (entry.Properties.Count == 0)
        {
            return;
        }
        json.WriteStartArray("properties");
        foreach (var change in entry.Properties)
        {
            json.WriteStartObject();
            json.WriteNumber("item", change.Item);
            json.WriteBoolean(change.Name, change.Value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
