using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;
using Rollcall.Server.Organizations;

namespace Rollcall.Server.Destinations;

/// <summary>A setup form that was checked against a definition.</summary>
/// <param name="Name">Trimmed.</param>
/// <param name="Plain">Values that are no secrets, as given, by variable.</param>
/// <param name="Secrets">Secrets that were given anew, by variable.</param>
/// <param name="Values">All values, defaults filled in: for hosts and requests, never kept.</param>
/// <param name="Mapping">What feeds each mapping field.</param>
/// <param name="Hosts">The origins that requests go to.</param>
internal sealed record CheckedForm(
    string Name,
    Dictionary<string, string> Plain,
    Dictionary<string, string> Secrets,
    IReadOnlyDictionary<string, string> Values,
    Dictionary<string, string> Mapping,
    IReadOnlyList<string> Hosts
)
{
    /// <summary>Checks a form; all that is wrong is told at once.</summary>
    /// <param name="integration">The definition.</param>
    /// <param name="form">What was filled in.</param>
    /// <param name="known">Secrets that are set already.</param>
    /// <exception cref="Refusal">Something is wrong.</exception>
    public static CheckedForm Of(
        Integration integration,
        DestinationForm form,
        IReadOnlyDictionary<string, string> known
    )
    {
        var faults = new List<FieldFault>();
        var name = form.Name.Trim();
        CheckName(name, faults);
        CheckNames(integration, form, faults);
        var fields = integration.Settings.Where(field => field.Scope == FieldScope.Destination).ToList();
        var values = SettingValues.Resolve(
            fields,
            variable =>
                form.Settings.GetValueOrDefault(variable) is { Length: > 0 } given
                    ? given
                    : known.GetValueOrDefault(variable)
        );
        faults.AddRange(
            values.Problems.Select(problem => new FieldFault($"settings.{problem.Field.Variable}", problem.Message))
        );
        var mapping = Mapped(integration, form, faults);
        var hosts = faults.Count == 0 ? HostsOf(integration, values.Values, faults) : [];
        if (faults.Count > 0)
        {
            throw Refusal.Invalid(faults);
        }
        var given = fields.Where(field => form.Settings.GetValueOrDefault(field.Variable) is { Length: > 0 }).ToList();
        return new CheckedForm(
            name,
            given
                .Where(field => !field.IsSecret)
                .ToDictionary(field => field.Variable, field => form.Settings[field.Variable]),
            given
                .Where(field => field.IsSecret)
                .ToDictionary(field => field.Variable, field => form.Settings[field.Variable]),
            values.Values,
            mapping,
            hosts
        );
    }

    /// <summary>
    /// Refuses to give stored secrets to a host that has not had them: who may edit a destination may not read its
    /// secrets, and must not come by them by typing a host of their own beside them.
    /// </summary>
    /// <exception cref="Refusal">Names the secrets that are to be typed anew.</exception>
    public void RequireTypedSecrets(
        Integration integration,
        IReadOnlyDictionary<string, string> known,
        IReadOnlyList<string> approved
    )
    {
        var unknown = Hosts.Except(approved, StringComparer.OrdinalIgnoreCase).ToList();
        var stored = integration
            .Settings.Where(field => known.ContainsKey(field.Variable) && !Secrets.ContainsKey(field.Variable))
            .ToList();
        if (unknown.Count > 0 && stored.Count > 0)
        {
            throw Refusal.Invalid([
                .. stored.Select(field => new FieldFault(
                    $"settings.{field.Variable}",
                    $"{string.Join(" and ", unknown)} has not had {field.DisplayName} yet. Type it anew."
                )),
            ]);
        }
    }

    private static void CheckName(string name, List<FieldFault> faults)
    {
        if (name.Length == 0)
        {
            faults.Add(new FieldFault("name", "Name is empty. Give the destination a name that tells it from others."));
        }
        else if (name.Length > DestinationForm.LongestName)
        {
            faults.Add(new FieldFault("name", $"Name has {DestinationForm.LongestName} characters at most."));
        }
        else if (Names.UnseenFault(name) is { } unseen)
        {
            faults.Add(new FieldFault("name", unseen));
        }
    }

    private static void CheckNames(Integration integration, DestinationForm form, List<FieldFault> faults)
    {
        var known = integration.Settings.Select(field => field.Variable).ToHashSet(StringComparer.Ordinal);
        foreach (var (variable, value) in form.Settings)
        {
            if (!known.Contains(variable))
            {
                faults.Add(new FieldFault($"settings.{variable}", $"{integration.Name} has no field {variable}."));
            }
            else if (value.Length > DestinationForm.LongestValue)
            {
                faults.Add(
                    new FieldFault(
                        $"settings.{variable}",
                        $"A value has {DestinationForm.LongestValue:N0} characters at most."
                    )
                );
            }
        }
        var mapped = integration.Mapping.Fields.Select(field => field.Variable).ToHashSet(StringComparer.Ordinal);
        faults.AddRange(
            form.Mapping.Keys.Where(variable => !mapped.Contains(variable))
                .Select(variable => new FieldFault(
                    $"mapping.{variable}",
                    $"{integration.Name} has no mapping field {variable}."
                ))
        );
    }

    private static Dictionary<string, string> Mapped(
        Integration integration,
        DestinationForm form,
        List<FieldFault> faults
    )
    {
        var mapping = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in integration.Mapping.Fields)
        {
            var value = form.Mapping.GetValueOrDefault(field.Variable) ?? "";
            if (value.Length == 0)
            {
                if (field.Required || field.Key)
                {
                    faults.Add(
                        new FieldFault(
                            $"mapping.{field.Variable}",
                            $"Select the user property that feeds {field.DisplayName}."
                        )
                    );
                }
                continue;
            }
            if (field.Type != MappingFieldType.String && field.Options.All(option => option.Value != value))
            {
                var options = string.Join(", ", field.Options.Select(option => option.Value));
                faults.Add(
                    new FieldFault($"mapping.{field.Variable}", $"{field.DisplayName} must be one of {options}.")
                );
            }
            mapping[field.Variable] = value;
        }
        return mapping;
    }

    private static IReadOnlyList<string> HostsOf(
        Integration integration,
        IReadOnlyDictionary<string, string> values,
        List<FieldFault> faults
    )
    {
        try
        {
            return RequestHosts.Of(integration, values);
        }
        catch (SettingException exception)
        {
            faults.Add(new FieldFault($"settings.{exception.Variable}", exception.Message));
            return [];
        }
    }
}
