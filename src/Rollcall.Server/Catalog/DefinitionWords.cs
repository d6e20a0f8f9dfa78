using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;
using Rollcall.Server.Integrations;
using Endpoint = Rollcall.Core.Integrations.Endpoint;

namespace Rollcall.Server.Catalog;

/// <summary>Tells in words how two versions of a definition differ.</summary>
public static class DefinitionWords
{
    /// <summary>The differences, a sentence each; empty for none that matters to who installs it.</summary>
    public static IReadOnlyList<string> Between(Integration before, Integration after) =>
        [
            .. Whole(before, after),
            .. Fields(before, after),
            .. Mappings(before, after),
            .. Hosts(before, after),
            .. EndpointsOf(before, after),
            .. Pace(before.Delivery, after.Delivery),
        ];

    private static IEnumerable<string> Whole(Integration before, Integration after)
    {
        if (before.Type != after.Type)
        {
            yield return $"It is {KindWord(after.Type)} now; it was {KindWord(before.Type)}.";
        }
        if (before.Authentication.Method != after.Authentication.Method)
        {
            yield return $"It authenticates by {after.Authentication.Method} now; it was {before.Authentication.Method}.";
        }
        if (before.SlugifyCohortName != after.SlugifyCohortName)
        {
            yield return after.SlugifyCohortName
                ? "The cohort's name is sent as a slug."
                : "The cohort's name is sent as it is, not as a slug.";
        }
        if (Texts(before.Headers) != Texts(after.Headers))
        {
            yield return "The additional headers changed.";
        }
    }

    private static IEnumerable<string> Fields(Integration before, Integration after)
    {
        foreach (var field in after.Settings)
        {
            var old = before.Settings.FirstOrDefault(other => other.Variable == field.Variable);
            if (old is null)
            {
                yield return $"New field {field.DisplayName}{(field.Required ? "" : ", optional")}.";
            }
            else if (old.Type != field.Type || old.Required != field.Required || old.IsSecret != field.IsSecret)
            {
                yield return $"The field {field.DisplayName} changed.";
            }
            else if (!old.Options.SequenceEqual(field.Options) || old.Default != field.Default)
            {
                yield return $"The options or the default of {field.DisplayName} changed.";
            }
        }
        foreach (var gone in before.Settings.Where(old => after.Settings.All(field => field.Variable != old.Variable)))
        {
            yield return $"The field {gone.DisplayName} is gone.";
        }
    }

    private static IEnumerable<string> Mappings(Integration before, Integration after)
    {
        foreach (var field in after.Mapping.Fields)
        {
            var old = before.Mapping.Fields.FirstOrDefault(other => other.Variable == field.Variable);
            if (old is null)
            {
                yield return $"New mapping field {field.DisplayName}.";
            }
            else if (old.Key != field.Key)
            {
                yield return field.Key
                    ? $"{field.DisplayName} identifies the user now."
                    : $"{field.DisplayName} does not identify the user any more.";
            }
            else if (Filters(old) != Filters(field))
            {
                yield return $"{field.DisplayName} is normalized otherwise: values that differ only in this are sent anew.";
            }
        }
        var gone = before.Mapping.Fields.Where(old =>
            after.Mapping.Fields.All(field => field.Variable != old.Variable)
        );
        foreach (var field in gone)
        {
            yield return $"The mapping field {field.DisplayName} is gone.";
        }
    }

    private static IEnumerable<string> Hosts(Integration before, Integration after)
    {
        var old = RequestHosts.Describe(before).Select(host => host.Origin).ToList();
        var now = RequestHosts.Describe(after).Select(host => host.Origin).ToList();
        foreach (var host in now.Except(old, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"Data goes to {host}, which is new.";
        }
        foreach (var host in old.Except(now, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"Nothing goes to {host} any more.";
        }
    }

    private static IEnumerable<string> EndpointsOf(Integration before, Integration after)
    {
        foreach (var endpoint in after.Endpoints.All)
        {
            var old = before.Endpoints.All.FirstOrDefault(other => other.Name == endpoint.Name);
            var parts = old is null ? ["is new"] : Parts(old, endpoint).ToList();
            if (parts.Count > 0)
            {
                yield return $"{EndpointLabels.Of(endpoint.Name)}: {string.Join(", ", parts)}.";
            }
        }
        var names = after.Endpoints.All.Select(endpoint => endpoint.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in before.Endpoints.All.Where(endpoint => !names.Contains(endpoint.Name)))
        {
            yield return $"{EndpointLabels.Of(gone.Name)}: is gone.";
        }
    }

    private static IEnumerable<string> Parts(Endpoint old, Endpoint now)
    {
        var parts = new (bool Differs, string Words)[]
        {
            (old.Method != now.Method || old.Url.Source != now.Url.Source, "another address"),
            (Texts(old.Query) != Texts(now.Query), "another query"),
            (Texts(old.Headers) != Texts(now.Headers), "other headers"),
            (old.Body?.Source != now.Body?.Source || old.Items?.Source != now.Items?.Source, "another payload"),
            (old.MediaType != now.MediaType || old.Gzip != now.Gzip, "another kind of body"),
            (old.BatchSize != now.BatchSize, $"{now.BatchSize:N0} items a request instead of {old.BatchSize:N0}"),
            (old.ListId?.Path?.Text != now.ListId?.Path?.Text, "another path to the list's ID"),
            (ErrorTexts(old) != ErrorTexts(now), "other error messages"),
        };
        return parts.Where(part => part.Differs).Select(part => part.Words);
    }

    private static IEnumerable<string> Pace(DeliverySettings old, DeliverySettings now)
    {
        if (old.Parallelism != now.Parallelism || !old.RateLimits.SequenceEqual(now.RateLimits))
        {
            yield return "The rate of requests changed.";
        }
        if (old.Timeout != now.Timeout || old.Settle != now.Settle)
        {
            yield return "How long it waits for answers changed.";
        }
        if (old.OnChange != now.OnChange)
        {
            yield return $"A user whose other values changed: {now.OnChange} instead of {old.OnChange}.";
        }
        if (old.MinInterval != now.MinInterval)
        {
            yield return "The shortest time between two runs changed.";
        }
    }

    private static string KindWord(IntegrationType type) =>
        type == IntegrationType.List ? "list-based" : "property-based";

    private static string Texts(IEnumerable<NamedTemplate> pairs) =>
        string.Join('\n', pairs.Select(pair => $"{pair.Name}: {pair.Value.Source}"));

    private static string Filters(MappingField field) =>
        string.Join('|', field.Normalize.Select(call => $"{call.Name}:{string.Join(',', call.Arguments)}"));

    private static string ErrorTexts(Endpoint endpoint) =>
        string.Join(
            '\n',
            endpoint.Errors.Select(row =>
                $"{row.Status} {row.SubError?.GetRawText()} {row.Reason} {row.Message} {row.Action}"
            )
        );
}
