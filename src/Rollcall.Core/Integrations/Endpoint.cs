using System.Text.Json;
using System.Text.RegularExpressions;
using Rollcall.Core.Delivery;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Integrations;

/// <summary>One request of an integration, and how its answers are read.</summary>
public sealed record Endpoint
{
    /// <summary>Its name in the document: <c>createList</c>, <c>addUsers</c>, <c>removeUsers</c>, <c>updateUsers</c>.</summary>
    public required string Name { get; init; }

    /// <summary><c>GET</c>, <c>POST</c>, <c>PUT</c>, <c>PATCH</c> or <c>DELETE</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The address, <see cref="TemplatePlace.Url"/>.</summary>
    public required Template Url { get; init; }

    /// <summary>Query parameters added to <see cref="Url"/>, <see cref="TemplatePlace.QueryValue"/>.</summary>
    public IReadOnlyList<NamedTemplate> Query { get; init; } = [];

    /// <summary>Headers of this endpoint; they replace general ones of the same name.</summary>
    public IReadOnlyList<NamedTemplate> Headers { get; init; } = [];

    /// <summary>The body; null for none. Its place follows from <see cref="Content"/>.</summary>
    public Template? Body { get; init; }

    /// <summary>The body's kind.</summary>
    public BodyKind Content { get; init; }

    /// <summary>The Content-Type header's value.</summary>
    public string MediaType { get; init; } = "application/json";

    /// <summary>What <c>$items</c> repeats for each item; null where the body has no <c>$items</c>.</summary>
    public Template? Items { get; init; }

    /// <summary><c>$items</c> is one string of items with this between them, instead of an array; where a text or ndjson body has items it is never null: a line break by default.</summary>
    public string? Join { get; init; }

    /// <summary>Keys whose whole value is one variable that is null are left out of an item.</summary>
    public bool OmitEmpty { get; init; }

    /// <summary>In <c>text</c> and <c>ndjson</c> bodies: characters that a value must not hold.</summary>
    public string Reserved { get; init; } = "";

    /// <summary>Items a request at most; 1 where mapping fields stand in URL or body directly.</summary>
    public int BatchSize { get; init; } = 10_000;

    /// <summary>Bytes of a body at most; null for no limit.</summary>
    public long? BatchBytes { get; init; }

    /// <summary>Whether bodies are sent compressed with gzip.</summary>
    public bool Gzip { get; init; }

    /// <summary>Limits of this endpoint, beside the general ones.</summary>
    public IReadOnlyList<RateLimit> RateLimits { get; init; } = [];

    /// <summary>The header that carries <c>$message_id</c>; null for none.</summary>
    public string? IdempotencyHeader { get; init; }

    /// <summary>How the body of a 2xx tells success; null: every 2xx is one.</summary>
    public SuccessRule? Success { get; init; }

    /// <summary>Which items of a batch an answer says have failed; null: none.</summary>
    public FailedItems? FailedItems { get; init; }

    /// <summary>The error classifications that apply, own rows before copied ones, in the order in which they win.</summary>
    public IReadOnlyList<ErrorClassification> Errors { get; init; } = [];

    /// <summary>How many of <see cref="Errors"/>, from the first, the endpoint has itself; the others are copied.</summary>
    public int OwnErrors { get; init; }

    /// <summary>The endpoint whose classifications are copied; null for none.</summary>
    public string? ErrorsCopiedFrom { get; init; }

    /// <summary>For <c>createList</c>: where its answer holds the list's ID.</summary>
    public ListIdLocation? ListId { get; init; }
}

/// <summary>The kinds of body.</summary>
public enum BodyKind
{
    /// <summary>JSON, or a media type that is JSON.</summary>
    Json,

    /// <summary><c>application/x-www-form-urlencoded</c>; the template is written as <c>name=value&amp;…</c>.</summary>
    Form,

    /// <summary>One JSON value a line.</summary>
    Ndjson,

    /// <summary>Anything else, such as lines of identifiers.</summary>
    Text,
}

/// <summary>A test of the body of a 2xx; all parts given must hold.</summary>
/// <param name="Path">The value tested; it must be there.</param>
/// <param name="AnyOf">It equals one of these JSON values, types exact; empty: not asked.</param>
/// <param name="NotEmpty">It is not null, "", [], {} or false.</param>
public sealed record SuccessRule(ValuePath Path, IReadOnlyList<JsonElement> AnyOf, bool NotEmpty);

/// <summary>How an answer tells which items failed: exactly one of the four shapes.</summary>
public sealed record FailedItems
{
    /// <summary>By key or index: the entries.</summary>
    public ValuePath? Path { get; init; }

    /// <summary>By key: where an entry holds the key as rendered; <c>$</c> is the entry itself, <c>$key</c> a map's own key.</summary>
    public ValuePath? Key { get; init; }

    /// <summary>Where an entry tells why; null: not told.</summary>
    public ValuePath? Reason { get; init; }

    /// <summary>By index: where the response holds the indexes (from 0) in the batch.</summary>
    public ValuePath? IndexPath { get; init; }

    /// <summary>As a map from key to true or false: false failed.</summary>
    public ValuePath? MapPath { get; init; }

    /// <summary>Only how many.</summary>
    public ValuePath? CountPath { get; init; }

    /// <summary>What an item's key looks like in the response; null: the first key field's text.</summary>
    public Template? Match { get; init; }
}

/// <summary>A row of an endpoint's error classifications.</summary>
/// <param name="Status">What it matches.</param>
/// <param name="SubError">A JSON value that the response must contain; null: any response.</param>
/// <param name="Reason">The error type shown.</param>
/// <param name="Message">The sentence for the customer.</param>
/// <param name="Action">What the engine does, instead of the default; null: the default.</param>
public sealed record ErrorClassification(
    StatusPattern Status,
    JsonElement? SubError,
    string Reason,
    string Message,
    ErrorAction? Action
);

/// <summary>What the engine does with an answer that a classification matches.</summary>
public enum ErrorAction
{
    /// <summary>As a 5xx: try again.</summary>
    Retry,

    /// <summary>As a 400: find the refused items.</summary>
    Split,

    /// <summary>As a 401: stop the run.</summary>
    Abort,

    /// <summary>As a 2xx: all is well.</summary>
    Succeed,

    /// <summary>The list is gone: create it anew.</summary>
    RecreateList,
}

/// <summary>A status (<c>401</c>), a class of them (<c>5xx</c>), or no answer (<c>none</c>).</summary>
/// <param name="Lowest">The lowest status matched; 0 for <c>none</c>.</param>
/// <param name="Highest">The highest status matched; 0 for <c>none</c>.</param>
public readonly record struct StatusPattern(int Lowest, int Highest)
{
    /// <summary>Whether an answer's status, null for none, is meant.</summary>
    public bool Matches(int? status) => (status ?? 0) >= Lowest && (status ?? 0) <= Highest;

    /// <summary>How narrow the pattern is, for the round trip and for tables: <c>401</c>, <c>5xx</c>, <c>none</c>.</summary>
    public override string ToString() =>
        Highest == 0 ? "none"
        : Lowest == Highest ? Lowest.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : $"{Lowest / 100}xx";
}

/// <summary>Where the answer to a creation holds the list's ID.</summary>
/// <param name="In">Which part.</param>
/// <param name="Path">The path in a body; null for a header.</param>
/// <param name="Header">The header's name; null for a body.</param>
/// <param name="Pattern">The part of the value that is the ID (its first group, or the whole match), without backtracking; null: all of it.</param>
public sealed record ListIdLocation(ListIdIn In, ValuePath? Path, string? Header, Regex? Pattern);

/// <summary>Which part of a creation holds the list's ID.</summary>
public enum ListIdIn
{
    /// <summary>The response's body.</summary>
    Response,

    /// <summary>The request's body: the client chose the ID.</summary>
    Request,

    /// <summary>A response header.</summary>
    Header,
}
