using Rollcall.Core.Integrations.Format;
using Rollcall.Core.Integrations.Reading;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Integrations.Checks;

/// <summary>Reads an endpoint.</summary>
internal sealed class EndpointReader(
    FaultList faults,
    TemplateReader templates,
    NamedTemplateReader named,
    Sites sites,
    Declarations declarations,
    ContentType? generalContent
)
{
    private const string NeedsJoin = "`join`, since an array cannot stand in an address";

    private readonly AnswerReader _answers = new(faults, templates);
    private readonly ListIdReader _listIds = new(faults);
    private readonly BatchCheck _batches = new(faults, templates, declarations);

    /// <summary>Reads an endpoint; its error classifications come later.</summary>
    public Endpoint Read(string name, MapReader map)
    {
        var content = Content(map);
        var firstUse = templates.Uses.Count;
        var request = ReadRequest(name, map, content);
        var uses = templates.Uses.Skip(firstUse).ToList();
        CheckBody(map);
        return name == EndpointsFormat.CreateList.Name ? Creation(request, map) : Operation(request, map, uses);
    }

    /// <summary>The header that carries <c>$message_id</c> without <c>idempotencyKey</c>; null for none.</summary>
    public static string? DefaultIdempotencyHeader(string endpoint) =>
        endpoint == EndpointsFormat.CreateList.Name ? "Idempotency-Key" : null;

    /// <summary>Reads rate limits.</summary>
    public static IReadOnlyList<RateLimit> RateLimits(IReadOnlyList<Item<MapReader>> list) =>
        [
            .. list.Select(item => new RateLimit(
                item.Value.Get(DeliveryFormat.Requests, 1),
                item.Value.Get(DeliveryFormat.Per, TimeSpan.FromSeconds(1))
            )),
        ];

    private ContentType Content(MapReader map)
    {
        var own = ContentTypeHeader.Find(map.Get(EndpointFormat.Headers, []));
        if (map.Has(EndpointFormat.Body))
        {
            return ContentTypeHeader.Settle(map.Find(EndpointFormat.ContentType), own, generalContent, faults);
        }
        if (own is not null)
        {
            faults.Warn(own.Start, "Content-Type is about the body, and there is none; it is not sent.");
        }
        return ContentType.Default;
    }

    private Endpoint ReadRequest(string name, MapReader map, ContentType content)
    {
        var inAddress = map.Has(EndpointFormat.Join) ? null : NeedsJoin;
        var query = sites.Content("the query", name, inAddress) with { IsSecret = true };
        var header = sites.Of("a header", name) with { IsSecret = true };
        return new Endpoint
        {
            Name = name,
            Method = EndpointFormat.Methods.Names[map.Get(EndpointFormat.Method, 1)],
            Url = Read(map, EndpointFormat.Url, TemplatePlace.Url, sites.Content("the URL", name, inAddress))!,
            Query = named.Query(map.Get(EndpointFormat.Query, []), query),
            Headers = named.Headers(map.Get(EndpointFormat.Headers, []), header),
            Body = Read(map, EndpointFormat.Body, BodyPlace(content.Kind), sites.Content("the body", name, null)),
            Content = content.Kind,
            MediaType = content.MediaType,
            Gzip = map.TryGet(EndpointFormat.Compress, out _),
            RateLimits = RateLimits(map.Get(EndpointFormat.RateLimits, [])),
            IdempotencyHeader = Idempotency(name, map),
            Success = _answers.Success(map.Find(EndpointFormat.Success)),
        };
    }

    private Endpoint Creation(Endpoint endpoint, MapReader map) =>
        endpoint with
        {
            ListId = _listIds.Read(map, endpoint.Content, endpoint.Body),
        };

    private Endpoint Operation(Endpoint endpoint, MapReader map, List<Use> uses)
    {
        var join = _batches.Join(map, endpoint.Content);
        var item = sites.Of("items", endpoint.Name) with { TakesMapping = true };
        var place = ItemPlace(endpoint.Content, join, map.Find(EndpointFormat.Items)?.Text);
        var items = Read(map, EndpointFormat.Items, place, item);
        var match = sites.Of("match", endpoint.Name) with
        {
            TakesMapping = true,
            TakesChangedKeys = true,
            PreDefined = [],
        };
        return endpoint with
        {
            Items = items,
            Join = join,
            OmitEmpty = _batches.OmitEmpty(map, endpoint.Content),
            Reserved = _batches.Reserved(map, endpoint.Content),
            BatchSize = _batches.Size(endpoint.Name, map, uses, items),
            BatchBytes = map.TryGet(EndpointFormat.BatchBytes, out var bytes) ? bytes : null,
            FailedItems = _answers.Failed(map.Find(EndpointFormat.FailedItems), match),
        };
    }

    private Template? Read(MapReader map, Key<ScalarNode> key, TemplatePlace place, Site site)
    {
        if (map.Find(key) is { } text)
        {
            return templates.Read(text, place, site);
        }
        if (map.Has(key) || key.IsRequired)
        {
            templates.Skip();
        }
        return null;
    }

    private void CheckBody(MapReader map)
    {
        if (map.Has(EndpointFormat.Body))
        {
            if (map.TryGet(EndpointFormat.Method, out var method) && EndpointFormat.Methods.Names[method] == "GET")
            {
                faults.Add(map.KeyAt(EndpointFormat.Body), "A GET request has no body; use query, or another method.");
            }
            return;
        }
        foreach (
            var key in new Key[] { EndpointFormat.ContentType, EndpointFormat.Compress, EndpointFormat.BatchBytes }
        )
        {
            if (map.Has(key))
            {
                faults.Add(map.KeyAt(key), $"{key.Name} is about the body, and there is none; leave it out.");
            }
        }
    }

    private string? Idempotency(string name, MapReader map)
    {
        if (map.Find(EndpointFormat.IdempotencyKey) is not { } text)
        {
            return DefaultIdempotencyHeader(name);
        }
        if (text.Text is "off")
        {
            return null;
        }
        if (PlainValue.Kind(text.Text) == PlainKind.Boolean)
        {
            faults.Add(text.Start, "idempotencyKey must be a header's name such as Idempotency-Key, or off.");
        }
        HeaderNames.Check(text, faults);
        return text.Text;
    }

    private static TemplatePlace BodyPlace(BodyKind kind) =>
        kind switch
        {
            BodyKind.Json => TemplatePlace.Json,
            BodyKind.Form => TemplatePlace.Form,
            BodyKind.Ndjson => TemplatePlace.JsonLines,
            _ => TemplatePlace.Text,
        };

    // Joined items are text: that of a JSON text where the item is one, as in the array that they would else be.
    private static TemplatePlace ItemPlace(BodyKind kind, string? join, string? text) =>
        kind is BodyKind.Text or BodyKind.Ndjson ? BodyPlace(kind)
        : join is null || (text is not null && Template.Parse(text, TemplatePlace.JsonItem, []) is not null)
            ? TemplatePlace.JsonItem
        : TemplatePlace.Plain;
}
