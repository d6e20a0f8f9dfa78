using System.Text.RegularExpressions;
using Rollcall.Core.Delivery.Answers;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.Delivery;

/// <summary>Reads the list's ID from a creation.</summary>
public static class ListIdReader
{
    /// <summary>The ID as text, a number's digits as they came; null where there is none, or an empty one.</summary>
    /// <param name="location">Where it stands.</param>
    /// <param name="answer">The creation's answer.</param>
    /// <param name="request">The request as it was sent, for <see cref="ListIdIn.Request"/>.</param>
    public static string? Read(ListIdLocation location, Answer answer, RenderedRequest request)
    {
        var value = location.In switch
        {
            ListIdIn.Header => location.Header is { } name ? answer.Header(name)?.Trim() : null,
            ListIdIn.Request => InBody(new AnswerBody(request.Body.WrittenMemory, request.MediaType), location.Path),
            _ => InBody(new AnswerBody(answer.Body, answer.Header("Content-Type")), location.Path),
        };
        var id = location.Pattern is { } pattern ? Part(value, pattern) : value;
        return string.IsNullOrWhiteSpace(id) ? null : id;
    }

    private static string? InBody(AnswerBody body, ValuePath? path)
    {
        if (path is null)
        {
            return null;
        }
        return body.IsForm ? body.Field(path.Text)
            : body.Json is { } root
                ? path.Find(root)
                    .Select(match => FailedEntries.Text(match.Value))
                    .FirstOrDefault(text => text is not null)
            : null;
    }

    private static string? Part(string? value, Regex pattern)
    {
        if (value is null || pattern.Match(value) is not { Success: true } match)
        {
            return null;
        }
        return match.Groups.Count > 1 ? match.Groups[1].Value : match.Value;
    }
}
