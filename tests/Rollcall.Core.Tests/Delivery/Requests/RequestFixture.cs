using System.Text;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Tests.Delivery.Requests;

/// <summary>Builds endpoints, items and requests for tests.</summary>
internal sealed class RequestFixture
{
    public static readonly BatchValues Add = new(Operation.Add, "m-1", 0);
    public static readonly BatchValues Remove = new(Operation.Remove, "m-1", 0);

    public string Url { get; init; } = "https://api.acme.example/lists";
    public string? Body { get; init; }
    public string? Items { get; init; }
    public BodyKind Content { get; init; }
    public string? Join { get; init; }
    public bool OmitEmpty { get; init; }
    public string Reserved { get; init; } = "";
    public long? BatchBytes { get; init; }
    public string? IdempotencyHeader { get; init; }
    public string? Match { get; init; }
    public (string Name, string Value)[] Headers { get; init; } = [];
    public (string Name, string Value)[] EndpointHeaders { get; init; } = [];
    public (string Name, string Value)[] Query { get; init; } = [];
    public Authentication Authentication { get; init; } = new(AuthenticationMethod.None);
    public CustomField[] Settings { get; init; } = [];
    public Dictionary<string, string> Values { get; init; } = [];
    public string[] Fields { get; init; } = ["user_id"];
    public bool Slugify { get; init; }
    public string CohortName { get; init; } = "Cohort";
    public string? ListId { get; init; }
    public bool ListIdIsNumber { get; init; }

    public RequestBuilder Build()
    {
        var layout = new ItemLayout(Fields, [0]);
        var endpoint = new Endpoint
        {
            Name = "addUsers",
            Method = "POST",
            Url = Parse(Url, TemplatePlace.Url),
            Query = Named(Query, TemplatePlace.QueryValue),
            Headers = Named(EndpointHeaders, TemplatePlace.Header),
            Body = Body is null ? null : Parse(Body, BodyPlace),
            Content = Content,
            Items = Items is null ? null : Parse(Items, ItemPlace),
            Join = Join,
            OmitEmpty = OmitEmpty,
            Reserved = Reserved,
            BatchBytes = BatchBytes,
            IdempotencyHeader = IdempotencyHeader,
            FailedItems = Match is null ? null : new FailedItems { Match = Parse(Match, TemplatePlace.Plain) },
        };
        var integration = new Integration
        {
            Name = "Acme",
            Type = IntegrationType.List,
            Authentication = Authentication,
            Settings = Settings,
            Headers = Named(Headers, TemplatePlace.Header),
            Mapping = new Mapping("User", [.. Fields.Select(Field)]),
            SlugifyCohortName = Slugify,
            Endpoints = new Endpoints { AddUsers = endpoint },
        };
        var values = new RunValues
        {
            Settings = Values,
            CohortName = CohortName,
            CohortId = "c1",
            ComputedTime = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000),
            ListId = ListId,
            ListIdIsNumber = ListIdIsNumber,
        };
        return RequestBuilder.Create(integration, endpoint, values, layout);
    }

    /// <summary>Renders a request for text items of one field each.</summary>
    public RenderedRequest Render(params string[] items) =>
        Render(Build(), Add, [.. items.Select(item => Record(item))]);

    public static RenderedRequest Render(RequestBuilder builder, BatchValues batch, params byte[][] records)
    {
        using var items = new ItemBatch();
        foreach (var record in records)
        {
            items.Add(record);
        }
        var request = new RenderedRequest();
        builder.Render(items, batch, request);
        return request;
    }

    public static string BodyOf(RenderedRequest request) => Encoding.UTF8.GetString(request.Body.WrittenSpan);

    public static byte[] Record(params string?[] fields) =>
        Record([.. fields.Select(text => (text is null ? FieldKind.Null : FieldKind.Text, text ?? ""))]);

    public static byte[] Record(params (FieldKind Kind, string Text)[] fields)
    {
        var writer = new ItemRecordWriter();
        foreach (var (kind, text) in fields)
        {
            writer.Write(kind, Encoding.UTF8.GetBytes(text));
        }
        return writer.Record.ToArray();
    }

    public static Template Parse(string source, TemplatePlace place)
    {
        var problems = new List<TemplateProblem>();
        var template = Template.Parse(source, place, problems);
        Assert.Empty(problems);
        return template!;
    }

    private TemplatePlace BodyPlace =>
        Content switch
        {
            BodyKind.Json => TemplatePlace.Json,
            BodyKind.Form => TemplatePlace.Form,
            BodyKind.Ndjson => TemplatePlace.JsonLines,
            _ => TemplatePlace.Text,
        };

    private TemplatePlace ItemPlace =>
        Content is BodyKind.Ndjson or BodyKind.Text ? BodyPlace
        : Join is null ? TemplatePlace.JsonItem
        : TemplatePlace.Plain;

    private static NamedTemplate[] Named((string Name, string Value)[] pairs, TemplatePlace place) =>
        [.. pairs.Select(pair => new NamedTemplate(pair.Name, Parse(pair.Value, place)))];

    private static MappingField Field(string variable) =>
        new()
        {
            Variable = variable,
            Label = variable,
            DisplayName = variable,
        };
}
