using System.Text.Json;
using Rollcall.Core.Delivery;
using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Format;

/// <summary>The keys that say how an answer is read: <c>success</c>, <c>failedItems</c>, error classifications.</summary>
internal static class AnswerFormat
{
    public static readonly Key<ValuePath> SuccessPath = new("path", PathKind.Instance, "The value that is tested.")
    {
        IsRequired = true,
        Example = "code",
    };

    public static readonly Key<JsonElement> EqualTo = new(
        "equals",
        JsonKind.Instance,
        "It must equal this JSON value, types exact."
    )
    {
        Example = "0",
    };

    public static readonly Key<IReadOnlyList<Item<JsonElement>>> In = new(
        "in",
        new ListKind<JsonElement>(JsonKind.Instance, least: 1),
        "It must equal one of these JSON values."
    )
    {
        Example = "[0, 40002]",
    };

    public static readonly Key<bool> NotEmpty = new(
        "notEmpty",
        FlagKind.Instance,
        "It must be there and not be null, \"\", [], {} or false."
    )
    {
        Example = "true",
    };

    public static readonly Shape Success = new(
        "success",
        "A test of the body of a 2xx: exactly one of `equals`, `in` and `notEmpty`.",
        SuccessPath,
        EqualTo,
        In,
        NotEmpty
    )
    {
        ExactlyOneOf = [EqualTo, In, NotEmpty],
    };

    public static readonly Key<ValuePath> FailedPath = new(
        "path",
        PathKind.Instance,
        "By key: the entries, one for each failed item."
    )
    {
        Example = "errors",
    };

    public static readonly Key<ValuePath> FailedKey = new(
        "key",
        PathKind.Instance,
        "Where an entry holds the item's key as it was sent; `$` is the entry itself, `$key` the key of a map."
    )
    {
        Default = "$",
        Example = "id",
    };

    public static readonly Key<ValuePath> FailedReason = new("reason", PathKind.Instance, "Where an entry tells why.")
    {
        Example = "message",
    };

    public static readonly Key<ValuePath> IndexPath = new(
        "indexPath",
        PathKind.Instance,
        "By index: where the indexes of failed items stand, from 0."
    )
    {
        Example = "errors[*].index",
    };

    public static readonly Key<ValuePath> MapPath = new(
        "mapPath",
        PathKind.Instance,
        "A map from key to true or false; false failed. `$` is the whole answer."
    )
    {
        Example = "$",
    };

    public static readonly Key<ValuePath> CountPath = new(
        "countPath",
        PathKind.Instance,
        "Only how many failed; the batch is then split."
    )
    {
        Example = "failCount",
    };

    public static readonly Key<ScalarNode> Match = new(
        "match",
        TextKind.Template,
        "With `path` and `mapPath`: what an item's key looks like in the answer."
    )
    {
        Default = "the first key field",
        Example = "$email",
    };

    public static readonly Shape FailedItems = new(
        "failedItems",
        "Which items of a batch an answer says have failed: exactly one of `path`, `indexPath`, `mapPath`, `countPath`.",
        FailedPath,
        FailedKey,
        FailedReason,
        IndexPath,
        MapPath,
        CountPath,
        Match
    )
    {
        ExactlyOneOf = [FailedPath, IndexPath, MapPath, CountPath],
    };

    public static readonly Key<StatusPattern> Status = new(
        "status",
        StatusKind.Instance,
        "What it matches: a status, a class of them, or `none` for no answer."
    )
    {
        IsRequired = true,
        Example = "401",
    };

    public static readonly Key<JsonElement> SubError = new(
        "subError",
        JsonKind.Instance,
        "A JSON value that the answer must contain; in an answer that is text, a text that it must contain."
    )
    {
        Example = "{error_code: 1000}",
    };

    public static readonly Key<ScalarNode> Reason = new("reason", TextKind.Filled, "The error type shown.")
    {
        IsRequired = true,
        Example = "API key",
    };

    public static readonly Key<ScalarNode> Message = new("message", TextKind.Filled, "The sentence for the customer.")
    {
        IsRequired = true,
        Example = "The API key was refused. Check it and try again.",
    };

    public static readonly ChoiceKind Actions = new("retry", "split", "abort", "succeed", "recreate_list");

    public static readonly Key<int> Action = new(
        "action",
        Actions,
        "What the engine does, instead of the default for the status: `retry` as for 503, `split` as for 400, `abort` "
            + "as for 401, `succeed` as for 200; `recreate_list` creates the list anew."
    )
    {
        Example = "retry",
    };

    public static readonly Shape ErrorRow = new(
        "errorClassification",
        "An error classification. Several match: the one whose `subError` has most members, then the first. A row with "
            + "a 2xx and no `subError` labels the success.",
        Status,
        SubError,
        Reason,
        Message,
        Action
    )
    {
        Title = "an error classification",
    };

    public static readonly ListKind<MapReader> ErrorRows = new(ErrorRow);

    public static readonly Key<ScalarNode> CopyFrom = new(
        "copyFrom",
        TextKind.Filled,
        "The endpoint whose classifications apply too; changes there are followed."
    )
    {
        IsRequired = true,
        Example = "createList",
    };

    public static readonly Key<IReadOnlyList<Item<MapReader>>> Add = new(
        "add",
        ErrorRows,
        "Own rows, which go before the copied ones."
    )
    {
        Default = "[]",
        Example = "[{status: 404, reason: User, message: There is no such user., action: succeed}]",
    };

    public static readonly Shape CopiedErrors = new(
        "copiedErrors",
        "Another endpoint's error classifications, and own ones before them.",
        CopyFrom,
        Add
    )
    {
        Title = "errors",
    };
}
