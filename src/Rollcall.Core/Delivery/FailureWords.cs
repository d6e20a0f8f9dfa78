using System.Globalization;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.Delivery;

/// <summary>The types of failures that no classification names, and a sentence for each.</summary>
public static class FailureWords
{
    /// <summary>The type of an answer that no classification matches.</summary>
    public const string Unclassified = "unclassified";

    /// <summary>What is told of such an answer.</summary>
    public const string UnclassifiedMessage =
        "This cohort sync has encountered an unidentified kind of error for this integration. "
        + "Please contact support or your CSM to create a ticket and ask for help in solving this issue.";

    /// <summary>The type of a 2xx that the endpoint's rule does not tell a success.</summary>
    public const string NotASuccess = "not a success";

    /// <summary>The type of a creation's answer without the list's ID.</summary>
    public const string NoListId = "no list ID";

    /// <summary>The type of a redirect.</summary>
    public const string Redirect = "redirect";

    /// <summary>The type of a success that names items which failed.</summary>
    public const string RefusedItems = "refused items";

    /// <summary>The type of a failure without a whole answer.</summary>
    public static string TypeOf(AnswerKind kind) =>
        kind switch
        {
            AnswerKind.CannotConnect => "cannot connect",
            AnswerKind.TimedOut => "timed out",
            AnswerKind.Dropped => "connection dropped",
            AnswerKind.Tls => "TLS",
            AnswerKind.AddressNotAllowed => "address not allowed",
            AnswerKind.ResponseTooLarge => "response too large",
            _ => Unclassified,
        };

    /// <summary>The sentence for a failure without a whole answer.</summary>
    internal static string SentenceOf(Answer answer) =>
        answer.Kind switch
        {
            AnswerKind.CannotConnect =>
                $"The destination cannot be reached{Why(answer)}. Check the address and the network.",
            AnswerKind.TimedOut => $"The destination did not answer in time{Why(answer)}.",
            AnswerKind.Dropped => $"The connection to the destination broke before its answer was whole{Why(answer)}.",
            AnswerKind.Tls =>
                $"The destination's identity could not be confirmed, so nothing was sent to it{Why(answer)}. Its certificate must be valid for its name.",
            AnswerKind.AddressNotAllowed =>
                $"The destination's address is not allowed, so nothing was sent to it{Why(answer)}.",
            AnswerKind.ResponseTooLarge when answer.Status is null =>
                $"The headers of the destination's answer were too large{Why(answer)}.",
            AnswerKind.ResponseTooLarge =>
                "The destination's answer was larger than 256 KiB and was not read to its end. If the status alone tells success, "
                    + "give it a classification with the action succeed; else ask the destination for shorter answers, or send smaller batches.",
            _ => UnclassifiedMessage,
        };

    internal static string SentenceOfRedirect(string? target) =>
        target is null
            ? "The destination redirected the request without saying where to. Redirects are never followed."
            : $"The destination redirected the request to {target}. Redirects are never followed: put the final address into the integration.";

    internal static string SentenceOfNotASuccess(int? status, SuccessRule rule) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"The destination answered {status}, but at {rule.Path.Text} its answer does not tell success. The request is tried again."
        );

    internal static string SentenceOfUnclear(int? status, string why) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"The destination answered {status}, but which items failed cannot be told: {why}. The request is tried again."
        );

    internal static string SentenceOfNoListId(ListIdLocation location) =>
        location.In switch
        {
            ListIdIn.Header => $"The answer to the list's creation has no list ID at {location.Header} in its headers.",
            ListIdIn.Request => $"The request that created the list has no list ID at {location.Path?.Text}.",
            _ => $"The answer to the list's creation has no list ID at {location.Path?.Text}.",
        };

    private static string Why(Answer answer) => answer.Detail is { Length: > 0 } detail ? $": {detail}" : "";
}
