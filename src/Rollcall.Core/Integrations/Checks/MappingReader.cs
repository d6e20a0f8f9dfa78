using Rollcall.Core.Integrations.Format;
using Rollcall.Core.Integrations.Reading;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Integrations.Checks;

/// <summary>Reads <c>mapping</c>.</summary>
internal sealed class MappingReader(FaultList faults, Declarations declarations, FieldReader fields)
{
    private const string Heading = "User ID mapping";

    /// <summary>Reads the mapping and declares its fields.</summary>
    public Mapping Read(MapReader map)
    {
        var heading = map.Find(MappingFormat.DisplayName)?.Text ?? Heading;
        var list = map.Get(MappingFormat.Fields, []);
        var noneSays = !list.Any(item => item.Value.Get(MappingFormat.IsKey, false));
        for (var i = 0; i < list.Count; i++)
        {
            ReadField(list[i].Value, heading, noneSays && i == 0);
        }
        if (list.Count > 0 && noneSays && list[0].Value.Has(MappingFormat.IsKey))
        {
            faults.Add(list[0].Value.ValueAt(MappingFormat.IsKey), "No field is the key; give one of them key: true.");
        }
        return new Mapping(heading, [.. declarations.MappingFields.Select(field => field.Key)]);
    }

    private void ReadField(MapReader map, string heading, bool isKeyByDefault)
    {
        var variable = map.Find(MappingFormat.Variable);
        var isKey = map.Get(MappingFormat.IsKey, isKeyByDefault);
        var type = (MappingFieldType)map.Get(MappingFormat.Type, 0);
        var field = new MappingField
        {
            Variable = variable?.Text ?? "",
            Label = map.Find(MappingFormat.Label)?.Text ?? heading,
            DisplayName = map.Find(MappingFormat.FieldDisplayName)?.Text ?? FieldReader.AsWords(variable?.Text ?? ""),
            Type = type,
            Options = fields.Options(map, MappingFormat.Options, type != MappingFieldType.String, MappingFormat.Type),
            Key = isKey,
            Required = map.Get(MappingFormat.Required, isKey),
            Normalize = Normalize(map.Get(MappingFormat.Normalize, [])),
        };
        if (variable is not null)
        {
            declarations.Declare(field, variable);
        }
    }

    private IReadOnlyList<FilterCall> Normalize(IReadOnlyList<Item<ScalarNode>> entries)
    {
        var calls = new List<FilterCall>();
        foreach (var (text, _) in entries)
        {
            var problems = new List<TemplateProblem>();
            calls.AddRange(FilterCatalog.Parse(text.Text, problems));
            foreach (var problem in problems)
            {
                faults.Add(text.At(problem.Offset), problem.Message);
            }
        }
        return calls;
    }
}
