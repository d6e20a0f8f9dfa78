using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.EndpointTests;

/// <summary>A hash of all that makes an endpoint's requests and judges their answers: another hash means that the endpoint was changed since it was tested.</summary>
public static class EndpointHash
{
    /// <summary>The hash, in hexadecimal.</summary>
    /// <param name="integration">A valid definition.</param>
    /// <param name="endpoint">One of its endpoints.</param>
    public static string Of(Integration integration, Endpoint endpoint)
    {
        var authentication = integration.Authentication;
        var parts = new List<string?>
        {
            authentication.Method.ToString(),
            authentication.Header?.Name,
            authentication.Header?.Value.Source,
            authentication.UserName?.Source,
            authentication.Password?.Source,
            integration.SlugifyCohortName.ToString(),
            integration.Endpoints.ListId?.Source,
            endpoint.Method,
            endpoint.Url.Source,
            endpoint.MediaType,
            endpoint.Body?.Source,
            endpoint.Items?.Source,
            endpoint.Join,
            endpoint.Reserved,
            $"{endpoint.OmitEmpty} {endpoint.Gzip} {endpoint.IdempotencyHeader}",
            endpoint.ListId is { } list ? $"{list.In} {list.Path?.Text} {list.Header} {list.Pattern}" : null,
            endpoint.Success is { } rule
                ? $"{rule.Path.Text} {rule.NotEmpty} {string.Join(',', rule.AnyOf.Select(value => value.GetRawText()))}"
                : null,
        };
        parts.AddRange(
            integration
                .Headers.Concat(endpoint.Headers)
                .Concat(endpoint.Query)
                .SelectMany(pair => new[] { pair.Name, pair.Value.Source })
        );
        parts.AddRange(
            integration.Mapping.Fields.Select(field =>
                $"{field.Variable} {string.Join('|', field.Normalize.Select(call => $"{call.Name}:{string.Join(',', call.Arguments)}"))}"
            )
        );
        var text = JsonSerializer.Serialize(parts);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
