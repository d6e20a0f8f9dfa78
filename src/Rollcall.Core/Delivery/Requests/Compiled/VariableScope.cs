using System.Text;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;
using Rollcall.Core.Templates;
using Rollcall.Core.Templates.Parsing;

namespace Rollcall.Core.Delivery.Requests.Compiled;

/// <summary>Says what stands behind a variable in one run, and filters what is known already.</summary>
internal sealed class VariableScope(Integration integration, RunValues values, ItemLayout layout)
{
    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    private readonly HashSet<string> _fields = [];

    /// <summary>The fields that have been asked for.</summary>
    public IReadOnlySet<string> Fields => _fields;

    /// <summary>How many fields, from the first, have been asked for.</summary>
    public int FieldsUsed { get; private set; }

    /// <summary>The field of an item behind a variable; -1 when it is none.</summary>
    public int Field(string name)
    {
        var index = layout.IndexOf(name);
        FieldsUsed = Math.Max(FieldsUsed, index + 1);
        if (index >= 0)
        {
            _fields.Add(name);
        }
        return index;
    }

    /// <summary>The custom field behind a variable; null when it is none.</summary>
    public CustomField? Setting(string name) => integration.Settings.FirstOrDefault(field => field.Variable == name);

    /// <summary>The batch's value behind a variable; null when it is none.</summary>
    public static BatchVariable? Batch(string name) =>
        name switch
        {
            "in_cohort" => BatchVariable.InCohort,
            "operation" => BatchVariable.Operation,
            "message_id" => BatchVariable.MessageId,
            "batch_size" => BatchVariable.BatchSize,
            _ => null,
        };

    /// <summary>The filtered value of a variable that is known for the whole run.</summary>
    /// <exception cref="SettingException">There is none, it is no text, or a filter cannot take it.</exception>
    public KnownValue Known(VariableUse use, ValueContext context)
    {
        var value = Value(use.Name);
        if (!FilterChain.Compile(use.Filters).TryApply(new FieldValue(value.Kind, value.Bytes), out var filtered))
        {
            var filters = string.Join(" | ", use.Filters.Select(filter => filter.Name));
            throw new SettingException(use.Name, $"The value of ${use.Name} cannot be filtered with {filters}.");
        }
        var known = new KnownValue(filtered.Kind, filtered.Bytes.ToArray());
        return IsSluggedId(use, context) ? known with { Bytes = AsId(known.Bytes) } : known;
    }

    private KnownValue Value(string name) =>
        name switch
        {
            "cohort_name" => Text(name, CohortName()),
            "cohort_id" => Text(name, values.CohortId),
            "cohort_url" => Text(name, values.CohortUrl),
            "computed_time" => new KnownValue(FieldKind.Number, Ascii(values.ComputedTime.ToUnixTimeSeconds())),
            "list_id" => ListId(),
            _ => Given(name),
        };

    private KnownValue Given(string name)
    {
        if (values.Settings.TryGetValue(name, out var value))
        {
            return Text(name, value);
        }
        return Setting(name) is { Required: false }
            ? new KnownValue(FieldKind.Null, [])
            : throw new SettingException(name, $"${name} has no value: give one in the destination's settings.");
    }

    private KnownValue ListId()
    {
        var id =
            values.ListId
            ?? throw new SettingException("list_id", "$list_id is not known yet: the list has to be created first.");
        var text = Text("list_id", id);
        return values.ListIdIsNumber && JsonNumber.Is(text.Bytes) ? text with { Kind = FieldKind.Number } : text;
    }

    private static KnownValue Text(string name, string value)
    {
        try
        {
            return new KnownValue(FieldKind.Text, Strict.GetBytes(value));
        }
        catch (EncoderFallbackException)
        {
            throw new SettingException(
                name,
                $"The value of ${name} holds half a surrogate pair, which is no text: enter it anew."
            );
        }
    }

    // A name is for people: what is no valid UTF-16 in it is replaced, as in its slug.
    private string CohortName() =>
        integration.SlugifyCohortName
            ? CohortSlug.Of(values.CohortName)
            : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(values.CohortName));

    private bool IsSluggedId(VariableUse use, ValueContext context) =>
        use.Name == "cohort_name"
        && (integration.SlugifyCohortName || use.Filters.Any(filter => filter.Name == "slug"))
        && context is ValueContext.JsonKey or >= ValueContext.UrlBase and <= ValueContext.UrlQuery;

    private byte[] AsId(byte[] slug) => Strict.GetBytes(CohortSlug.AsId(Strict.GetString(slug), values.CohortId));

    private static byte[] Ascii(long number) =>
        Encoding.ASCII.GetBytes(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>A value that is known for the whole run.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Bytes">Valid UTF-8.</param>
internal sealed record KnownValue(FieldKind Kind, byte[] Bytes)
{
    /// <summary>Its text.</summary>
    public string Text => Encoding.UTF8.GetString(new FieldValue(Kind, Bytes).Text);
}
