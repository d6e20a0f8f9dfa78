using System.Globalization;
using System.Text.Json;
using Rollcall.Core.Delivery.Answers;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;

namespace Rollcall.Core.Delivery;

/// <summary>Reads an endpoint's answers: success, classification, failed items.</summary>
/// <remarks>Safe for use from several threads at once.</remarks>
public sealed class Judge
{
    // A batch of so few items is taken at its word when it says that all of them failed.
    private const int FewItems = 5;
    private const int KeptResponse = 4096;

    private readonly Endpoint _endpoint;
    private readonly SecretMask _secrets;
    private readonly Classifier _classifier;
    private readonly FailedItemsReader? _failedItems;

    /// <summary>A judge for one endpoint of one run.</summary>
    /// <param name="endpoint">Its rules.</param>
    /// <param name="builder">Renders what items are called in answers.</param>
    /// <param name="secrets">Masks what is kept of a response.</param>
    public Judge(Endpoint endpoint, RequestBuilder builder, SecretMask secrets)
        : this(endpoint, builder.RenderMatch, secrets) { }

    internal Judge(Endpoint endpoint, MatchRenderer render, SecretMask secrets)
    {
        _endpoint = endpoint;
        _secrets = secrets;
        _classifier = new Classifier(endpoint.Errors);
        _failedItems = endpoint.FailedItems is { } rules ? new FailedItemsReader(rules, render, secrets) : null;
    }

    /// <summary>Judges an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="items">The request's items; null for a creation.</param>
    public Judgement Read(Answer answer, ItemBatch? items)
    {
        var body = answer.Status is null ? null : new AnswerBody(answer.Body, answer.Header("Content-Type"));
        return (body, answer) switch
        {
            (null, _) => WithoutAnswer(answer),
            (_, { Kind: AnswerKind.Response, Status: >= 200 and < 300 }) => InSuccess(answer, body, items),
            (_, { Status: >= 200 and < 300 }) => TooLarge(answer, body),
            _ => Refusal(answer, body, items),
        };
    }

    /// <summary>Reads the list's ID from a creation that was accepted.</summary>
    /// <param name="answer">Its answer.</param>
    /// <param name="request">The request as it was sent.</param>
    /// <param name="error">Without an ID: <c>no list ID</c>, where it should be, and the response's beginning.</param>
    /// <returns>The ID; null without one.</returns>
    public ListId? ReadListId(Answer answer, RenderedRequest request, out DeliveryError? error)
    {
        var location = _endpoint.ListId ?? throw new InvalidOperationException($"{_endpoint.Name} tells no list ID.");
        var id = ListIdReader.Read(location, answer, request);
        error = id is null
            ? Told(
                answer,
                new AnswerBody(answer.Body, answer.Header("Content-Type")),
                FailureWords.NoListId,
                FailureWords.SentenceOfNoListId(location)
            )
            : null;
        return id;
    }

    private Judgement WithoutAnswer(Answer answer)
    {
        var row = _classifier.Find(null, null);
        // Nothing came that could tell a success or a lost list, whatever a row says.
        var verdict = row?.Action is { } action and not (ErrorAction.Succeed or ErrorAction.RecreateList)
            ? Verdicts.OfAction(action)
            : Verdicts.WithoutAnswer(answer.Kind);
        var masked = answer with { Detail = answer.Detail is { } detail ? _secrets.Hide(detail) : null };
        var type = FailureWords.TypeOf(answer.Kind);
        return Judged(
            verdict,
            answer,
            Told(answer, null, row?.Reason ?? type, row?.Message ?? FailureWords.SentenceOf(masked))
        );
    }

    private Judgement InSuccess(Answer answer, AnswerBody body, ItemBatch? items)
    {
        var row = _classifier.FindInSuccess(answer.Status, body);
        if (_endpoint.Success is { } rule && !Holds(rule, body))
        {
            return NotASuccess(answer, body, items, row ?? _classifier.FindByBody(body), rule);
        }
        // Where a rule tells the success, rows of its status only label it.
        if (_endpoint.Success is null && row?.Action is { } action)
        {
            return Classified(answer, body, row, Verdicts.OfAction(action));
        }
        var failed = ReadFailed(body, items);
        if (failed.Unclear is { } unclear)
        {
            return Judged(
                Verdict.Ambiguous,
                answer,
                Told(
                    answer,
                    body,
                    row?.Reason ?? FailureWords.NotASuccess,
                    row?.Message ?? FailureWords.SentenceOfUnclear(answer.Status, unclear)
                )
            );
        }
        if (failed.Count > 0)
        {
            return SomeFailed(answer, body, items!.Count, failed, row);
        }
        return _endpoint.Success is null && row is not null
            ? Classified(answer, body, row, Verdict.Refused)
            : new Judgement { Verdict = Verdict.Accepted, Label = _classifier.Label(answer.Status) };
    }

    // Reaches the default of a row's own status: one for 401 stops the run, one for a 2xx refuses the batch as a 400 does.
    private Judgement NotASuccess(
        Answer answer,
        AnswerBody body,
        ItemBatch? items,
        ErrorClassification? row,
        SuccessRule rule
    )
    {
        if (row is not null)
        {
            var ofStatus = Verdicts.OfStatus(row.Status.Lowest);
            var byDefault = ofStatus == Verdict.Accepted ? Verdict.Refused : ofStatus;
            return Classified(answer, body, row, row.Action is { } action ? Verdicts.OfAction(action) : byDefault);
        }
        var told = Told(
            answer,
            body,
            FailureWords.NotASuccess,
            FailureWords.SentenceOfNotASuccess(answer.Status, rule)
        );
        var failed = ReadFailed(body, items);
        return failed.Failed.Count == 0
            ? Judged(Verdict.Ambiguous, answer, told)
            : new Judgement
            {
                Verdict = Verdict.Refused,
                Error = told,
                Failed = failed.Failed,
                PartSucceeded = failed.Failed.Count < items!.Count,
                InDoubt = true,
            };
    }

    private Judgement SomeFailed(
        Answer answer,
        AnswerBody body,
        int items,
        FailedReading failed,
        ErrorClassification? row
    )
    {
        var which = failed.Failed.Count == 0 ? ", not which" : "";
        var sentence = string.Create(
            CultureInfo.InvariantCulture,
            $"The destination says that {failed.Count} of the {items} items of a request failed{which}."
        );
        var error = Told(answer, body, row?.Reason ?? FailureWords.RefusedItems, row?.Message ?? sentence);
        if (failed.Failed.Count > 0 && (failed.Failed.Count < items || items <= FewItems))
        {
            return new Judgement
            {
                Verdict = Verdict.PartlyAccepted,
                Error = error,
                Failed = failed.Failed,
            };
        }
        var part = failed.Count < items;
        return new Judgement
        {
            Verdict = Verdict.Refused,
            Error = error,
            Failed = failed.Failed,
            PartSucceeded = part,
            InDoubt = part,
        };
    }

    // The status came, so it is classified by it; what the body would say is not known.
    private Judgement TooLarge(Answer answer, AnswerBody body)
    {
        var row = _classifier.FindInSuccess(answer.Status, null);
        return row?.Action is { } action
            ? Classified(answer, body, row, Verdicts.OfAction(action))
            : Judged(
                Verdict.Ambiguous,
                answer,
                Told(answer, body, FailureWords.TypeOf(answer.Kind), FailureWords.SentenceOf(answer))
            );
    }

    private Judgement Refusal(Answer answer, AnswerBody body, ItemBatch? items)
    {
        var byDefault = Verdicts.OfStatus(answer.Status!.Value);
        var row = _classifier.Find(answer.Status, body);
        var judgement = row is not null
            ? Classified(answer, body, row, row.Action is { } action ? Verdicts.OfAction(action) : byDefault)
            : Judged(byDefault, answer, Unclassified(answer, body));
        // Refused as a whole, so none of the others is known to have succeeded; but these need not be searched for.
        return judgement.Verdict == Verdict.Refused
            ? judgement with
            {
                Failed = ReadFailed(body, items).Failed,
            }
            : judgement;
    }

    private DeliveryError Unclassified(Answer answer, AnswerBody body) =>
        answer.Status is >= 300 and < 400
            ? Told(answer, body, FailureWords.Redirect, FailureWords.SentenceOfRedirect(Masked(answer.Detail)))
        : answer.Kind == AnswerKind.ResponseTooLarge
            ? Told(answer, body, FailureWords.TypeOf(answer.Kind), FailureWords.SentenceOf(answer))
        : Told(answer, body, FailureWords.Unclassified, FailureWords.UnclassifiedMessage);

    private Judgement Classified(Answer answer, AnswerBody body, ErrorClassification row, Verdict verdict) =>
        verdict == Verdict.Accepted
            ? new Judgement { Verdict = verdict, Label = row.Reason }
            : Judged(verdict, answer, Told(answer, body, row.Reason, row.Message));

    private static Judgement Judged(Verdict verdict, Answer answer, DeliveryError error) =>
        new()
        {
            Verdict = verdict,
            Error = error,
            InDoubt = Verdicts.LeavesInDoubt(verdict, answer),
        };

    private FailedReading ReadFailed(AnswerBody body, ItemBatch? items) =>
        items is null || _failedItems is null ? FailedReading.None : _failedItems.Read(body, items);

    // Where the path leads to several values, all of them must tell success.
    private static bool Holds(SuccessRule rule, AnswerBody body)
    {
        var matches = body.Json is { } root ? rule.Path.Find(root).ToList() : [];
        return matches.Count > 0
            && matches.All(match =>
                (rule.AnyOf.Count == 0 || rule.AnyOf.Any(value => JsonElement.DeepEquals(value, match.Value)))
                && (!rule.NotEmpty || !IsEmpty(match.Value))
            );
    }

    private static bool IsEmpty(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.False => true,
            JsonValueKind.String => value.GetString()!.Length == 0,
            JsonValueKind.Array => value.GetArrayLength() == 0,
            JsonValueKind.Object => !value.EnumerateObject().Any(),
            _ => false,
        };

    private DeliveryError Told(Answer answer, AnswerBody? body, string type, string message)
    {
        var target = answer is { Status: >= 300 and < 400, Detail: { } to } ? $"Location: {to}\n" : "";
        var response = ShortText.Cut(_secrets.Hide(target + body?.Text), KeptResponse);
        return new DeliveryError(_endpoint.Name, answer.Status, type, message, response);
    }

    private string? Masked(string? text) => text is null ? null : _secrets.Hide(text);
}
