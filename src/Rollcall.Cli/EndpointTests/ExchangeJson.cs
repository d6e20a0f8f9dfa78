using System.Text.Json;
using Rollcall.Core.EndpointTests;

namespace Rollcall.Cli.EndpointTests;

/// <summary>Requests and responses as JSON.</summary>
internal static class ExchangeJson
{
    /// <summary>Writes the result of a test.</summary>
    public static void Write(
        Utf8JsonWriter json,
        IReadOnlyList<TestExchange> exchanges,
        bool succeeded,
        string? leftListId
    )
    {
        json.WriteStartObject();
        json.WriteBoolean("succeeded", succeeded);
        json.WriteString("leftListId", leftListId);
        json.WriteStartArray("exchanges");
        foreach (var exchange in exchanges)
        {
            Write(json, exchange);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes a request's properties into an object that the caller has begun.</summary>
    public static void WriteRequest(Utf8JsonWriter json, ShownRequest request)
    {
        json.WriteString("endpoint", request.Endpoint);
        json.WriteNumber("items", request.Items);
        json.WriteString("method", request.Method);
        json.WriteString("url", request.Url);
        WriteHeaders(json, "headers", request.Headers);
        json.WriteString("body", request.Body);
    }

    private static void Write(Utf8JsonWriter json, TestExchange exchange)
    {
        json.WriteStartObject();
        json.WriteStartObject("request");
        WriteRequest(json, exchange.Request);
        json.WriteEndObject();
        json.WriteStartObject("response");
        if (exchange.Status is { } status)
        {
            json.WriteNumber("status", status);
        }
        else
        {
            json.WriteNull("status");
        }
        WriteHeaders(json, "headers", exchange.ResponseHeaders);
        json.WriteString("body", exchange.Response);
        json.WriteEndObject();
        json.WriteNumber("milliseconds", Math.Round(exchange.Took.TotalMilliseconds, 1));
        json.WriteBoolean("succeeded", exchange.Succeeded);
        json.WriteString("verdict", JsonNamingPolicy.SnakeCaseLower.ConvertName(exchange.Verdict.ToString()));
        json.WriteString("type", exchange.Error?.Type);
        json.WriteString("message", exchange.Error?.Message);
        json.WriteString("listId", exchange.ListId?.Text);
        json.WriteEndObject();
    }

    // An array, since a name may come more than once.
    private static void WriteHeaders(
        Utf8JsonWriter json,
        string name,
        IReadOnlyList<KeyValuePair<string, string>> headers
    )
    {
        json.WriteStartArray(name);
        foreach (var (key, value) in headers)
        {
            json.WriteStartObject();
            json.WriteString("name", key);
            json.WriteString("value", value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
