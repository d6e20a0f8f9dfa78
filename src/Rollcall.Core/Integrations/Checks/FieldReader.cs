using Rollcall.Core.Integrations.Format;
using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Checks;

/// <summary>Reads custom fields.</summary>
internal sealed class FieldReader(FaultList faults, Declarations declarations)
{
    /// <summary>Reads and declares a custom field.</summary>
    public void Read(MapReader map)
    {
        var variable = map.Find(CustomFieldFormat.Variable);
        var own = variable is null ? null : AuthenticationVariables.Find(variable.Text);
        var type = (CustomFieldType)
            map.Get(CustomFieldFormat.Type, (int)(own is null ? CustomFieldType.String : CustomFieldType.Secret));
        var options = Options(
            map,
            CustomFieldFormat.Options,
            type >= CustomFieldType.SingleSelect,
            CustomFieldFormat.Type
        );
        var fallback = map.Find(CustomFieldFormat.Default);
        var name = map.Find(CustomFieldFormat.DisplayName)?.Text;
        var field = new CustomField
        {
            Variable = variable?.Text ?? "",
            DisplayName = name ?? own?.DisplayName ?? AsWords(variable?.Text ?? ""),
            Type = type,
            Options = options,
            Default = fallback?.Text,
            Required = map.Get(CustomFieldFormat.Required, own?.Required ?? true),
            Scope = (FieldScope)map.Get(CustomFieldFormat.Scope, 0),
        };
        bool? secret = map.TryGet(CustomFieldFormat.Secret, out var written) ? written : null;
        if (type == CustomFieldType.Secret && secret == false)
        {
            faults.Add(
                map.ValueAt(CustomFieldFormat.Secret),
                "A field of type secret is a secret; leave this out, or make the type string."
            );
        }
        CheckDefault(field, fallback);
        if (variable is not null)
        {
            declarations.Declare(new FieldDraft(field, variable, secret, map.ValueAt(CustomFieldFormat.Default)));
        }
    }

    /// <summary>A variable's name as a person would write it: <c>my_region</c> is <c>My region</c>.</summary>
    public static string AsWords(string variable)
    {
        var words = variable.Replace('_', ' ').Trim();
        return words.Length == 0 ? variable : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>Reads the options of a custom or mapping field.</summary>
    public IReadOnlyList<FieldOption> Options(
        MapReader map,
        Key<IReadOnlyList<Item<MapReader>>> key,
        bool isSelect,
        Key type
    )
    {
        if (isSelect && !map.Has(key))
        {
            faults.Add(map.ValueAt(type), "A select field needs options: a list of {label, value}.");
        }
        if (!isSelect && map.Has(key))
        {
            faults.Add(map.KeyAt(key), "Only fields of type single_select and button_group have options.");
        }
        var options = new List<FieldOption>();
        var values = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (option, node) in map.Get(key, []))
        {
            var (label, value) = (
                option.Find(CustomFieldFormat.OptionLabel),
                option.Find(CustomFieldFormat.OptionValue)
            );
            if (value is not null && !values.Add(value.Text))
            {
                faults.Add(value.Start, $"The value {value.Text} stands here a second time; leave one of them.");
            }
            else if (label is not null && value is not null)
            {
                options.Add(new FieldOption(label.Text, value.Text));
            }
        }
        return options;
    }

    private void CheckDefault(CustomField field, ScalarNode? fallback)
    {
        if (fallback is null)
        {
            return;
        }
        if (field.Type == CustomFieldType.Secret)
        {
            faults.Add(fallback.Start, "A secret has no default; leave it out.");
        }
        else if (field.Type == CustomFieldType.Url && !IsAddress(fallback.Text))
        {
            faults.Add(
                fallback.Start,
                "default must be an absolute http or https address, such as https://api.acme.example."
            );
        }
        else if (field.Options.Count > 0 && !field.Options.Any(option => option.Value == fallback.Text))
        {
            var values = field.Options.Select(option => option.Value).ToList();
            var advice = NearestName.Of(fallback.Text, values) is { } nearest
                ? $"did you mean {nearest}?"
                : $"it must be {string.Join(" or ", values)}.";
            faults.Add(fallback.Start, $"default {fallback.Text} is none of the options; {advice}");
        }
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
}
