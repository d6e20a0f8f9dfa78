using System.Text.Json;
using System.Text.RegularExpressions;
using Rollcall.Core.Delivery.Answers;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.Delivery;

/// <summary>A list's ID at the destination.</summary>
/// <param name="Text">As text, a number's digits as they came; never blank.</param>
/// <param name="IsNumber">Whether the destination gave it as a JSON number: outside of JSON strings it is then written as one.</param>
public readonly record struct ListId(string Text, bool IsNumber);

/// <summary>Reads the list's ID from a creation.</summary>
public static class ListIdReader
{
    /// <summary>The ID; null where there is none, or an empty one.</summary>
    /// <param name="location">Where it stands.</param>
    /// <param name="answer">The creation's answer.</param>
    /// <param name="request">The request as it was sent, for <see cref="ListIdIn.Request"/>.</param>
    public static ListId? Read(ListIdLocation location, Answer answer, RenderedRequest request)
    {
        var value = location.In switch
        {
            ListIdIn.Header => location.Header is { } name ? Plain(answer.Header(name)?.Trim()) : null,
            ListIdIn.Request => InBody(new AnswerBody(request.Body.WrittenMemory, request.MediaType), location.Path),
            _ => InBody(new AnswerBody(answer.Body, answer.Header("Content-Type")), location.Path),
        };
        var id = location.Pattern is { } pattern ? Plain(Part(value?.Text, pattern)) : value;
        return string.IsNullOrWhiteSpace(id?.Text) ? null : id;
    }

    private static ListId? Plain(string? text) => text is null ? null : new ListId(text, IsNumber: false);

    private static ListId? InBody(AnswerBody body, ValuePath? path)
    {
        if (path is null)
        {
            return null;
        }
        return body.IsForm ? Plain(body.Field(path.Text))
            : body.Json is { } root
                ? path.Find(root).Select(match => Of(match.Value)).FirstOrDefault(id => id is not null)
            : null;
    }

    private static ListId? Of(JsonElement value) =>
        FailedEntries.Text(value) is { } text ? new ListId(text, value.ValueKind == JsonValueKind.Number) : null;

    private static string? Part(string? value, Regex pattern)
    {
        if (value is null || pattern.Match(value) is not { Success: true } match)
        {
            return null;
        }
        return match.Groups.Count > 1 ? match.Groups[1].Value : match.Value;
    }
}
