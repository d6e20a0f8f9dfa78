using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rollcall.Core.Integrations;
using Rollcall.Core.Integrations.Format;

namespace Rollcall.Core.Tests.Integrations;

public sealed class FormatTests
{
    public static TheoryData<string, string[], Type> Choices =>
        new()
        {
            { "method", [.. AuthenticationFormat.Methods.Names], typeof(AuthenticationMethod) },
            { "custom field type", [.. CustomFieldFormat.Types.Names], typeof(CustomFieldType) },
            { "mapping field type", [.. MappingFormat.Types.Names], typeof(MappingFieldType) },
            { "onChange", [.. DeliveryFormat.Changes.Names], typeof(OnChange) },
            { "listIdIn", [.. EndpointFormat.ListIdPlaces.Names], typeof(ListIdIn) },
            { "action", [.. AnswerFormat.Actions.Names], typeof(ErrorAction) },
            { "type", [.. ((ChoiceKind)RootFormat.Type.Kind).Names], typeof(IntegrationType) },
            { "scope", [.. ((ChoiceKind)CustomFieldFormat.Scope.Kind).Names], typeof(FieldScope) },
        };

    [Theory]
    [MemberData(nameof(Choices))]
    public void Names_stand_in_the_order_of_what_they_mean(string key, string[] names, Type meaning) =>
        Assert.True(
            names.SequenceEqual(Enum.GetNames(meaning).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)),
            key
        );

    [Fact]
    public void No_key_is_read_and_ignored()
    {
        var matters = new HashSet<string>();
        foreach (var name in Documents.Names)
        {
            var document = JsonNode.Parse(IntegrationWriter.ToJson(Documents.Read(name).Integration!))!;
            var whole = Dump.Of(Documents.Parse(document.ToJsonString(), "x.json").Integration);
            foreach (var (map, key) in Keys(document).ToList())
            {
                var value = map[key];
                map.Remove(key);
                if (Dump.Of(Documents.Parse(document.ToJsonString(), "x.json").Integration) != whole)
                {
                    matters.Add(key);
                }
                map[key] = value;
            }
        }
        var known = typeof(RootFormat)
            .Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(RootFormat).Namespace)
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(field => field.GetValue(null))
            .OfType<Shape>()
            .SelectMany(shape => shape.Keys)
            .Where(key => key is not LaterKey)
            .Select(key => key.Name)
            .ToHashSet();

        Assert.Empty(known.Except(matters));
    }

    [Fact]
    public void Documents_of_the_guides_are_valid()
    {
        var blocks = CheckedInFile
            .Read("docs/writing-an-integration.md")
            .Split("```")
            .Where(block => block.StartsWith("yaml\napiVersion", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Empty(Documents.Parse(block["yaml\n".Length..]).Problems));
    }

    private static IEnumerable<(JsonObject Map, string Key)> Keys(JsonNode? node) =>
        node switch
        {
            JsonObject map => map.Select(entry => (map, entry.Key)).Concat(map.SelectMany(entry => Keys(entry.Value))),
            JsonArray list => list.SelectMany(Keys),
            _ => [],
        };
}
