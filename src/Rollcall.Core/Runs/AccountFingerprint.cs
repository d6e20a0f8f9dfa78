using System.Security.Cryptography;
using System.Text;
using Rollcall.Core.Integrations;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Runs;

/// <summary>
/// A keyed hash over what says whose account requests go to: hosts, authentication values, and every setting that
/// stands in an address, a header, the query or the list's ID, or is a secret.
/// </summary>
public static class AccountFingerprint
{
    /// <summary>The fingerprint, in hexadecimal.</summary>
    /// <param name="integration">The definition.</param>
    /// <param name="settings">The customer's values.</param>
    /// <param name="seed">The sync's, or the destination's, own: the same values have other fingerprints elsewhere.</param>
    public static string Of(Integration integration, IReadOnlyDictionary<string, string> settings, long seed)
    {
        var naming = NamingVariables(integration);
        var lines = integration
            .Settings.Where(field => field.IsSecret || naming.Contains(field.Variable))
            .Select(field => $"{field.Variable}={settings.GetValueOrDefault(field.Variable)}")
            .Concat(integration.Endpoints.All.Select(endpoint => $"{endpoint.Name}@{Host(endpoint.Url.Source)}"))
            .Order(StringComparer.Ordinal);
        return Keyed(string.Join('\n', lines), seed);
    }

    /// <summary>A hash that cannot be told from without the seed's file.</summary>
    public static string Keyed(string text, long seed) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(BitConverter.GetBytes(seed), Encoding.UTF8.GetBytes(text)));

    private static HashSet<string> NamingVariables(Integration integration)
    {
        var authentication = integration.Authentication;
        var templates = new[]
        {
            authentication.Header?.Value,
            authentication.UserName,
            authentication.Password,
            integration.Endpoints.ListId,
        }
            .Concat(integration.Headers.Select(header => header.Value))
            .Concat(integration.Endpoints.All.SelectMany(OfEndpoint))
            .OfType<Template>();
        return [.. templates.SelectMany(template => template.Uses).Select(use => use.Name)];
    }

    private static IEnumerable<Template?> OfEndpoint(Endpoint endpoint) =>
        endpoint.Headers.Concat(endpoint.Query).Select(pair => pair.Value).Prepend(endpoint.Url);

    private static string Host(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal);
        var end = url.IndexOfAny(['/', '?'], start < 0 ? 0 : start + 3);
        return end < 0 ? url : url[..end];
    }
}
