namespace Rollcall.Core.Integrations;

/// <summary>What a customer gives for an integration's settings: defaults filled in, every value checked.</summary>
/// <param name="Values">A value for each setting by variable; "" for an optional one that was not given. Complete only without <paramref name="Problems"/>.</param>
/// <param name="Problems">All that is wrong, in the order of the settings.</param>
public sealed record SettingValues(IReadOnlyDictionary<string, string> Values, IReadOnlyList<SettingProblem> Problems)
{
    /// <summary>Fills in defaults and checks.</summary>
    /// <param name="settings">An integration's <see cref="Integration.Settings"/>.</param>
    /// <param name="given">The value given for a variable; null where none is. An empty one counts as none.</param>
    public static SettingValues Resolve(IReadOnlyList<CustomField> settings, Func<string, string?> given)
    {
        var values = new Dictionary<string, string>();
        var problems = new List<SettingProblem>();
        foreach (var field in settings)
        {
            var value = given(field.Variable) is { Length: > 0 } own ? own : field.Default ?? "";
            values[field.Variable] = value;
            if (Fault(field, value) is { } fault)
            {
                problems.Add(fault);
            }
        }
        return new SettingValues(values, problems);
    }

    private static SettingProblem? Fault(CustomField field, string value)
    {
        if (value.Length == 0)
        {
            return field.Required
                ? new SettingProblem(field, IsMissing: true, $"{field.DisplayName} is required and has no value.")
                : null;
        }
        var message = field.Type switch
        {
            CustomFieldType.SingleSelect or CustomFieldType.ButtonGroup => WhyNoOption(field, value),
            CustomFieldType.Url => WhyNoAddress(field, value),
            _ => null,
        };
        return message is null ? null : new SettingProblem(field, IsMissing: false, message);
    }

    private static string? WhyNoOption(CustomField field, string value)
    {
        if (field.Options.Any(option => option.Value == value))
        {
            return null;
        }
        var options = string.Join(", ", field.Options.Select(option => option.Value));
        return field.IsSecret
            ? $"{field.DisplayName} must be one of {options}."
            : $"{field.DisplayName} must be one of {options}, not \"{value}\".";
    }

    // The value stands for scheme and host at the beginning of an address, so nothing behind the path can be part of it.
    private static string? WhyNoAddress(CustomField field, string value)
    {
        var known = Uri.TryCreate(value, UriKind.Absolute, out var address);
        if (!known || address!.Scheme is not ("http" or "https") || !HasPlainBeginning(value))
        {
            return $"{field.DisplayName} must be an address such as https://api.example.com.";
        }
        if (address.UserInfo.Length > 0 || value.Contains('@'))
        {
            return $"{field.DisplayName} must not hold a user name or password before the host. Leave out what stands before the @.";
        }
        return address.Query.Length > 0 || address.Fragment.Length > 0 || value.AsSpan().ContainsAny('?', '#')
            ? $"{field.DisplayName} must end before the query: leave out what begins with ? or #."
            : null;
    }

    // System.Uri forgives blanks and backslashes, which other readers of the same address take differently.
    private static bool HasPlainBeginning(string value) =>
        (
            value.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || value.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        ) && !value.Any(character => char.IsWhiteSpace(character) || char.IsControl(character) || character == '\\');
}

/// <summary>Something wrong with what was given for a setting.</summary>
/// <param name="Field">The setting.</param>
/// <param name="IsMissing">It is required and nothing was given; else the value cannot be used.</param>
/// <param name="Message">A sentence, without a secret's value.</param>
public sealed record SettingProblem(CustomField Field, bool IsMissing, string Message);
