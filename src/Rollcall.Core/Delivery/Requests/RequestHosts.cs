using System.Text;
using Rollcall.Core.Delivery.Requests.Compiled;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;
using Rollcall.Core.Templates;
using Rollcall.Core.Templates.Parsing;

namespace Rollcall.Core.Delivery.Requests;

/// <summary>Says which hosts an integration's requests go to: who gets members' data and the customer's secrets.</summary>
public static class RequestHosts
{
    private const int MostOptions = 50;

    /// <summary>The origins (scheme, host, and port where it is not the scheme's own) of all requests with a customer's settings, each once, in the order of the endpoints.</summary>
    /// <param name="integration">A valid definition.</param>
    /// <param name="settings">Values by variable, defaults filled in.</param>
    /// <exception cref="SettingException">A value cannot stand in an address.</exception>
    public static IReadOnlyList<string> Of(Integration integration, IReadOnlyDictionary<string, string> settings)
    {
        var values = new RunValues
        {
            Settings = settings,
            CohortName = "",
            CohortId = "",
            ComputedTime = DateTimeOffset.UnixEpoch,
        };
        var scope = new VariableScope(integration, values, ItemLayout.Of(integration.Mapping));
        return
        [
            .. integration
                .Endpoints.All.Select(endpoint =>
                    Normal(Origin(endpoint.Url, part => UrlOrigin.Text(part.Use!, part.Context, scope)))
                )
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>The origins as the definition alone tells them: options written out, what a customer types left as its variable.</summary>
    /// <param name="integration">A valid definition.</param>
    public static IReadOnlyList<HostUse> Describe(Integration integration) =>
        [
            .. integration
                .Endpoints.All.SelectMany(endpoint =>
                    Written(integration, endpoint.Url).Select(host => (Host: host, Endpoint: endpoint))
                )
                .GroupBy(pair => pair.Host, pair => pair.Endpoint, StringComparer.Ordinal)
                .Select(group => Describe(integration, group.Key, [.. group])),
        ];

    private static HostUse Describe(Integration integration, string origin, Endpoint[] endpoints)
    {
        var secrets = endpoints
            .SelectMany(endpoint => Templates(integration, endpoint))
            .SelectMany(template => template.Uses)
            .Select(use => use.Name)
            .ToHashSet(StringComparer.Ordinal);
        var typed = endpoints
            .SelectMany(endpoint => HostVariables(endpoint.Url))
            .Where(name => origin.Contains($"${name}", StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal);
        return new HostUse(
            origin,
            [.. endpoints.Select(endpoint => endpoint.Name)],
            [.. integration.Settings.Where(field => field.IsSecret && secrets.Contains(field.Variable))],
            [.. integration.Settings.Where(field => typed.Contains(field.Variable))]
        );
    }

    private static IEnumerable<Template> Templates(Integration integration, Endpoint endpoint)
    {
        var authentication = integration.Authentication;
        Template?[] single =
        [
            authentication.Header?.Value,
            authentication.UserName,
            authentication.Password,
            endpoint.Url,
            endpoint.Body,
            endpoint.Items,
        ];
        return single
            .OfType<Template>()
            .Concat(integration.Headers.Concat(endpoint.Headers).Concat(endpoint.Query).Select(pair => pair.Value));
    }

    private static IEnumerable<string> HostVariables(Template url) =>
        url
            .Uses.Where(use => use.Part is UrlPart.Host or UrlPart.BareHost or UrlPart.WholeHost)
            .Select(use => use.Name);

    // Each choice of the fields with options that stand in the host makes an origin of its own.
    private static IEnumerable<string> Written(Integration integration, Template url)
    {
        IEnumerable<IReadOnlyDictionary<string, string>> choices = [new Dictionary<string, string>()];
        foreach (var name in HostVariables(url).Distinct(StringComparer.Ordinal))
        {
            var options = integration.Settings.FirstOrDefault(field => field.Variable == name)?.Options ?? [];
            if (options.Count is > 0 and <= MostOptions)
            {
                choices = choices
                    .SelectMany(choice =>
                        options.Select(option => new Dictionary<string, string>(choice) { [name] = option.Value })
                    )
                    .Take(MostOptions)
                    .ToList();
            }
        }
        return choices.Select(choice =>
            Origin(url, part => choice.GetValueOrDefault(part.Use!.Name, $"${part.Use.Name}"))
        );
    }

    private static string Origin(Template url, Func<TemplatePart, string> value)
    {
        var origin = new StringBuilder();
        foreach (var part in url.Parts)
        {
            var text = part.Use is null ? part.Literal : value(part);
            var from = origin.Length > 0 ? 0 : text.IndexOf("://", StringComparison.Ordinal) + 3;
            var end = from < 3 && origin.Length == 0 ? -1 : text.IndexOfAny(['/', '?'], from);
            origin.Append(end < 0 ? text : text[..end]);
            if (end >= 0)
            {
                break;
            }
        }
        return origin.ToString();
    }

    private static string Normal(string origin) => new Uri(origin).GetLeftPart(UriPartial.Authority);
}

/// <summary>A host that an integration's requests go to.</summary>
/// <param name="Origin">Scheme, host and port, such as <c>https://api.acme.example</c>; variables stand in it where the customer types them.</param>
/// <param name="Endpoints">The names of the endpoints there.</param>
/// <param name="Secrets">The secret fields whose values it gets.</param>
/// <param name="ChosenBy">The fields by which the customer says which host it is; empty where the definition does.</param>
public sealed record HostUse(
    string Origin,
    IReadOnlyList<string> Endpoints,
    IReadOnlyList<CustomField> Secrets,
    IReadOnlyList<CustomField> ChosenBy
);
