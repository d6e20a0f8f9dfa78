using Rollcall.Core.Integrations;

namespace Rollcall.Core.Delivery.Answers;

/// <summary>What statuses and actions mean where nothing else is said, and what they leave in doubt.</summary>
internal static class Verdicts
{
    public static Verdict OfStatus(int status) =>
        status switch
        {
            >= 200 and < 300 => Verdict.Accepted,
            400 or 422 => Verdict.Refused,
            401 or 403 => Verdict.Stop,
            404 or 410 => Verdict.NotFound,
            409 => Verdict.Conflict,
            413 => Verdict.TooLarge,
            408 or 425 or 429 => Verdict.Retry,
            >= 500 and < 600 => Verdict.Retry,
            _ => Verdict.Failed,
        };

    // An address that is not allowed and a certificate that is not accepted stay so for the length of a run: another
    // attempt seconds later asks the same question again.
    public static Verdict WithoutAnswer(AnswerKind kind) =>
        kind is AnswerKind.AddressNotAllowed or AnswerKind.Tls ? Verdict.Failed : Verdict.Retry;

    public static Verdict OfAction(ErrorAction action) =>
        action switch
        {
            ErrorAction.Retry => Verdict.Retry,
            ErrorAction.Split => Verdict.Refused,
            ErrorAction.Abort => Verdict.Stop,
            ErrorAction.Succeed => Verdict.Accepted,
            ErrorAction.RecreateList => Verdict.RecreateList,
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, null),
        };

    /// <summary>Whether a request with this answer may have been applied all the same.</summary>
    public static bool LeavesInDoubt(Verdict verdict, Answer answer) =>
        verdict switch
        {
            Verdict.Ambiguous => true,
            // 429 and 503 say that the request was turned away at the door.
            Verdict.Retry => answer.Status is null ? answer.Sent : answer.Status is not (429 or 503),
            // Stopped, split or given up, whatever the definition says of it: a server error may have come halfway through.
            Verdict.Accepted or Verdict.PartlyAccepted => false,
            _ => answer.Status is null ? answer.Sent : answer.Status is 408 or 425 or (>= 500 and not 503),
        };
}
