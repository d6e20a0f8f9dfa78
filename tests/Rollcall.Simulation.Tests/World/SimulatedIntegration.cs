using System.Text.Json;
using Rollcall.Core.Delivery;
using Rollcall.Core.Integrations;
using Rollcall.Core.Templates;

namespace Rollcall.Simulation.Tests.World;

/// <summary>The definition that simulations use, made without the document reader: a list, its batches small.</summary>
internal static class SimulatedIntegration
{
    public static readonly TimeSpan Settle = TimeSpan.FromSeconds(20);

    public static Integration Create(int batchSize) =>
        new()
        {
            Name = "Simulated",
            Type = IntegrationType.List,
            Authentication = new Authentication(AuthenticationMethod.None),
            Headers = [new NamedTemplate("X-Message-Id", Parse("$message_id", TemplatePlace.Header))],
            Mapping = new Mapping(
                "User",
                [
                    new MappingField
                    {
                        Variable = "user",
                        Label = "User",
                        DisplayName = "User",
                        Key = true,
                        Required = true,
                    },
                ]
            ),
            Delivery = new DeliverySettings { Timeout = TimeSpan.FromSeconds(1), Settle = Settle },
            Endpoints = new Endpoints
            {
                CreateList = Endpoint("createList", "lists", """{"name": "$cohort_name"}""", 1) with
                {
                    ListId = new ListIdLocation(ListIdIn.Response, Path("listId"), null, null),
                },
                AddUsers = Items("addUsers", "lists/$list_id/add", batchSize),
                RemoveUsers = Items("removeUsers", "lists/$list_id/remove", batchSize),
            },
        };

    private static Endpoint Items(string name, string path, int batchSize) =>
        Endpoint(name, path, """{"userIds": $items}""", batchSize) with
        {
            Items = Parse("\"$user\"", TemplatePlace.JsonItem),
        };

    private static Endpoint Endpoint(string name, string path, string body, int batchSize) =>
        new()
        {
            Name = name,
            Method = "POST",
            Url = Parse($"https://destination.example/{path}", TemplatePlace.Url),
            Body = Parse(body, TemplatePlace.Json),
            BatchSize = batchSize,
            Success = new SuccessRule(Path("ok"), [JsonElement.Parse("true")], NotEmpty: false),
        };

    private static ValuePath Path(string text) =>
        ValuePath.TryParse(text, out var path, out var error) ? path! : throw new ArgumentException(error);

    private static Template Parse(string source, TemplatePlace place)
    {
        var problems = new List<TemplateProblem>();
        return Template.Parse(source, place, problems) ?? throw new ArgumentException(problems[0].Message);
    }
}
