namespace Rollcall.Server.Configuration;

/// <summary>What settings must fulfil, checked before the server starts: all at once.</summary>
internal static class ServerOptionsRules
{
    private const int FewestRequests = 60;

    /// <summary>A sentence for each that is wrong, beginning with its name.</summary>
    public static IEnumerable<string> Faults(ServerOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Data))
        {
            yield return "Data: give a folder.";
        }
        foreach (var url in options.Url.Split(';').Where(url => !IsWebAddress(url)))
        {
            yield return $"Url: \"{url}\" is no address to listen on. Give one such as http://127.0.0.1:8420.";
        }
        if (options.PublicUrl.Length > 0 && !IsWebAddress(options.PublicUrl))
        {
            yield return $"PublicUrl: \"{options.PublicUrl}\" is no address. Give one such as https://rollcall.example.org, or leave it empty.";
        }
        if (options.OtlpEndpoint.Length > 0 && !IsWebAddress(options.OtlpEndpoint))
        {
            yield return $"OtlpEndpoint: \"{options.OtlpEndpoint}\" is no address. Give one such as http://127.0.0.1:4317, or leave it empty.";
        }
        if (options.ApiRequestsPerMinute < FewestRequests)
        {
            yield return $"ApiRequestsPerMinute: must be {FewestRequests} at least.";
        }
    }

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", Host.Length: > 0 };
}
