using System.Text.Json;
using Rollcall.Sandbox.Http;
using Rollcall.Sandbox.Lists;
using Rollcall.Sandbox.Log;
using Rollcall.Sandbox.Rules;

namespace Rollcall.Sandbox.Destination;

/// <summary>What the destination says.</summary>
internal static class Answers
{
    public static Answer Created(SandboxList list) =>
        Answer.Json(201, json => json.WriteString("listId", list.Id)) with
        {
            Headers = [new("Location", "/lists/" + Uri.EscapeDataString(list.Id))],
        };

    public static Answer NoList(string id) => Answer.Error(404, "list_not_found", $"There is no list {id}.");

    public static Answer ListLimit(int limit) =>
        Answer.Json(
            400,
            json =>
            {
                json.WriteNumber("error_code", 1000);
                json.WriteString("message", $"The account may have {limit} lists at most.");
            }
        );

    public static Answer InvalidUser() =>
        Answer.Error(400, "invalid_user", "A user of this request is not accepted; nothing of it was applied.");

    public static Answer Done(LogEntry entry, string verb, RefusalShape shape) =>
        Answer.Json(
            200,
            json =>
            {
                json.WriteNumber(verb, entry.Items.Length - entry.Refused.Count);
                Refused(json, entry, shape);
            }
        );

    private static void Refused(Utf8JsonWriter json, LogEntry entry, RefusalShape shape)
    {
        switch (shape)
        {
            case RefusalShape.ByKey:
                json.WriteStartArray("failed");
                foreach (var index in entry.Refused)
                {
                    json.WriteStartObject();
                    json.WriteString("id", entry.Table.TextOf(entry.Items.Span[index]));
                    json.WriteString("reason", "The user is not accepted.");
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                break;
            case RefusalShape.ByIndex:
                json.WriteStartArray("failedIndexes");
                foreach (var index in entry.Refused)
                {
                    json.WriteNumberValue(index);
                }
                json.WriteEndArray();
                break;
            case RefusalShape.ByMap:
                json.WriteStartObject("results");
                var refused = entry.Refused.ToHashSet();
                for (var index = 0; index < entry.Items.Length; index++)
                {
                    json.WriteBoolean(entry.Table.TextOf(entry.Items.Span[index]), !refused.Contains(index));
                }
                json.WriteEndObject();
                break;
            case RefusalShape.ByCount:
                json.WriteNumber("failedCount", entry.Refused.Count);
                break;
            default:
                break;
        }
    }
}
