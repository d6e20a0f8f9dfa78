using System.Text;
using System.Text.Json;

namespace Rollcall.Sandbox.Http;

/// <summary>An answer before it is written.</summary>
internal sealed record Answer(int Status, byte[] Body)
{
    public string ContentType { get; init; } = "application/json";

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public static Answer Json(int status, Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return new Answer(status, stream.ToArray());
    }

    public static Answer Text(int status, string body, string contentType) =>
        new(status, Encoding.UTF8.GetBytes(body)) { ContentType = contentType };

    /// <summary>An error as the sandbox tells it: a code for machines, a sentence for people.</summary>
    public static Answer Error(int status, string code, string message) =>
        Json(
            status,
            json =>
            {
                json.WriteStartObject("error");
                json.WriteString("code", code);
                json.WriteString("message", message);
                json.WriteEndObject();
            }
        );
}
