using System.Text.Json;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.Delivery.Answers;

/// <summary>Finds the classification of an answer among an endpoint's: of those that match the one whose sub error has most members, then the first.</summary>
internal sealed class Classifier(IReadOnlyList<ErrorClassification> rows)
{
    /// <summary>The row for a status, null for no answer; null where none matches.</summary>
    public ErrorClassification? Find(int? status, AnswerBody? body) =>
        Best(rows.Where(row => row.Status.Matches(status)), body);

    /// <summary>The row that makes a 2xx something else than a plain success: it asks for a sub error that is there, or has an action.</summary>
    public ErrorClassification? FindInSuccess(int? status, AnswerBody? body) =>
        rows.Count == 0
            ? null
            : Best(
                rows.Where(row => row.Status.Matches(status) && (row.SubError is not null || row.Action is not null)),
                body
            );

    /// <summary>The row for a 2xx that is no success and that no row of its status matches: the body alone decides.</summary>
    public ErrorClassification? FindByBody(AnswerBody? body) =>
        Best(rows.Where(row => row.SubError is not null && row.Status.Lowest != 0), body);

    /// <summary>The label of a success: a row with a 2xx and no sub error.</summary>
    public string? Label(int? status) =>
        rows.Count == 0 ? null : rows.FirstOrDefault(row => row.Status.Matches(status) && row.SubError is null)?.Reason;

    private static ErrorClassification? Best(IEnumerable<ErrorClassification> candidates, AnswerBody? body) =>
        candidates.Where(row => Holds(row.SubError, body)).OrderByDescending(Weight).FirstOrDefault();

    // Any sub error weighs more than none, a bare string or number too.
    private static int Weight(ErrorClassification row) =>
        row.SubError is { } part ? 1 + JsonContainment.Members(part) : 0;

    private static bool Holds(JsonElement? subError, AnswerBody? body) =>
        subError is not { } part
        || (
            body is not null
            && (
                (body.Json is { } json && JsonContainment.Contains(json, part))
                || (
                    part.ValueKind == JsonValueKind.String
                    && body.IsText
                    && body.Text.Contains(part.GetString()!, StringComparison.Ordinal)
                )
            )
        );
}
