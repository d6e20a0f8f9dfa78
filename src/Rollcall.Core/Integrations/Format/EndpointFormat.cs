using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Format;

/// <summary>The keys of an endpoint.</summary>
internal static class EndpointFormat
{
    public static readonly ChoiceKind Methods = new("GET", "POST", "PUT", "PATCH", "DELETE");

    public static readonly ChoiceKind ListIdPlaces = new("response", "request", "header");

    public static readonly Key<int> Method = new("method", Methods, "The HTTP method. `DELETE` may have a body.")
    {
        IsRequired = true,
        Example = "POST",
    };

    public static readonly Key<ScalarNode> Url = new(
        "url",
        TextKind.Template,
        "The address. Values are percent-encoded. In the host a variable stands for one of a field's options, or for "
            + "one label beside fixed text; a field of type `url` may stand for scheme and host."
    )
    {
        IsRequired = true,
        Example = "https://$region.api.acme.example/lists/$list_id/add",
    };

    public static readonly Key<IReadOnlyList<KeyValuePair<ScalarNode, ScalarNode>>> Query = new(
        "query",
        new NamedTextsKind("a mapping from parameter names to values"),
        "Query parameters, added to those of `url`."
    )
    {
        Example = "{source: rollcall}",
    };

    public static readonly Key<IReadOnlyList<KeyValuePair<ScalarNode, ScalarNode>>> Headers = new(
        "headers",
        new NamedTextsKind("a mapping from header names to values"),
        "Headers of this endpoint, added to the general ones; one of the same name replaces it. "
            + "`Content-Type` says the media type, as `contentType` does."
    )
    {
        Example = "{X-Mode: bulk}",
    };

    public static readonly Key<ScalarNode> Body = new(
        "body",
        TextKind.Template,
        "The body. In a form: `name=value&name=value`."
    )
    {
        Example = "|\n  {\"userIds\": $items}",
    };

    public static readonly Key<ScalarNode> ContentType = new(
        "contentType",
        new TextKind("json, form, ndjson, text or a media type"),
        "The body's kind, which says how values are written: `json`, `form`, `ndjson`, `text`, or a media type such as "
            + "`application/vnd.api+json`."
    )
    {
        Default = "json",
        Example = "form",
    };

    public static readonly Key<ScalarNode> Items = new(
        "items",
        TextKind.Template,
        "What `$items` repeats for each item of a batch: `$items` is the array of them."
    )
    {
        Example = "'\"$user_id_field_amplitude\"'",
    };

    public static readonly Key<ScalarNode> Join = new(
        "join",
        new TextKind("the text between two items, such as ','"),
        "`$items` is one text, the items with this between them, instead of an array. An item that holds it is rejected."
    )
    {
        Example = "','",
    };

    public static readonly Key<bool> OmitEmpty = new(
        "omitEmpty",
        FlagKind.Instance,
        "Whether keys whose value is null are left out of an item."
    )
    {
        Default = "false",
        Example = "true",
    };

    public static readonly Key<ScalarNode> Reserved = new(
        "reserved",
        new TextKind("the characters that no value may hold"),
        "With `text` and `ndjson`: characters that no value may hold, besides control characters."
    )
    {
        Example = "',\"'",
    };

    public static readonly Key<int> BatchSize = new(
        "batchSize",
        new NumberKind(1, 1_000_000),
        "Items a request at most."
    )
    {
        Default = "10000; 1 where mapping fields stand in URL or body directly",
        Example = "500",
    };

    public static readonly Key<long> BatchBytes = new(
        "batchBytes",
        SizeKind.Instance,
        "Bytes of a body at most, before compression. KB and MB are powers of 1000, KiB and MiB of 1024."
    )
    {
        Example = "500KB",
    };

    public static readonly Key<int> Compress = new("compress", new ChoiceKind("gzip"), "Bodies are sent compressed.")
    {
        Example = "gzip",
    };

    public static readonly Key<ScalarNode> IdempotencyKey = new(
        "idempotencyKey",
        new TextKind("a header's name, or off"),
        "The header that carries `$message_id`, so that the destination can tell a repetition; `off` for none. After an "
            + "attempt that was answered, the next has `-2` behind it, then `-3`."
    )
    {
        Default = "Idempotency-Key for createList, off for the others",
        Example = "X-Request-Id",
    };

    public static readonly Key<IReadOnlyList<Item<MapReader>>> RateLimits = new(
        "rateLimits",
        DeliveryFormat.RateLimitList,
        "Limits of this endpoint, besides the general ones."
    )
    {
        Example = "[{requests: 24, per: 1d}]",
    };

    public static readonly Key<MapReader> Success = new(
        "success",
        AnswerFormat.Success,
        "How the body of a 2xx tells success, where not every 2xx is one."
    )
    {
        Example = "{path: code, equals: 0}",
    };

    public static readonly Key<MapReader> FailedItems = new(
        "failedItems",
        AnswerFormat.FailedItems,
        "How an answer tells which items of a batch have failed; the rest of the batch is acknowledged."
    )
    {
        Example = "{path: errors, key: id, reason: message}",
    };

    public static readonly Key<ErrorRows> Errors = new(
        "errors",
        ErrorsKind.Instance,
        "Error classifications: what people are told, and what the engine does."
    )
    {
        Example = "[{status: 401, reason: API key, message: The API key was refused. Check it and try again.}]",
    };

    public static readonly Key<ScalarNode> ListIdPath = new(
        "listIdPath",
        new TextKind("a path such as data.id, or a header's name"),
        "Where the list's ID stands: a path, or with `listIdIn: header` the header's name."
    )
    {
        Default = "listId",
        Example = "data.id",
    };

    public static readonly Key<int> ListIdIn = new(
        "listIdIn",
        ListIdPlaces,
        "Which part holds the list's ID: the `response`'s body, the `request`'s body (we choose the ID), or a response "
            + "`header`."
    )
    {
        Default = "response",
        Example = "header",
    };

    public static readonly Key<System.Text.RegularExpressions.Regex> ListIdPattern = new(
        "listIdPattern",
        PatternKind.Instance,
        "A regular expression without backtracking: the part of the value that is the ID, its first group or the whole "
            + "match."
    )
    {
        Example = "'[^/]+$'",
    };

    private static readonly Key[] Common =
    [
        Method,
        Url,
        Query,
        Headers,
        Body,
        ContentType,
        Items,
        Join,
        OmitEmpty,
        Reserved,
        BatchSize,
        BatchBytes,
        Compress,
        IdempotencyKey,
        RateLimits,
        Success,
        FailedItems,
        Errors,
        new LaterKey("signature"),
        new LaterKey("job"),
        new LaterKey("lookup"),
    ];

    public static readonly Shape Shape = new("endpoint", "One request, and how its answers are read.", Common)
    {
        Title = "an endpoint",
    };

    public static readonly Shape Create = new(
        "createList",
        "The request that creates the list.",
        [
            Method,
            Url,
            Query,
            Headers,
            Body,
            ContentType,
            ListIdPath,
            ListIdIn,
            ListIdPattern,
            Compress,
            IdempotencyKey,
            RateLimits,
            Success,
            Errors,
            new LaterKey("signature"),
            new LaterKey("job"),
        ]
    );
}
