using System.Text;
using Rollcall.Sandbox.Log;

namespace Rollcall.Sandbox.Http;

/// <summary>Checks a request's credentials, where the sandbox asks for some.</summary>
internal static class Access
{
    /// <summary>The answer to those without.</summary>
    public static Answer Refusal { get; } =
        Answer.Error(401, "unauthorized", "The credentials are missing or not valid.") with
        {
            Headers = [new("WWW-Authenticate", "Bearer")],
        };

    public static bool Allows(SandboxOptions options, LogEntry entry) =>
        (options.BearerToken is null || entry.Header("Authorization") == "Bearer " + options.BearerToken)
        && (
            options.ApiKey is null || entry.Header("X-Api-Key") == options.ApiKey || BasicUser(entry) == options.ApiKey
        );

    private static string? BasicUser(LogEntry entry)
    {
        var header = entry.Header("Authorization");
        if (header is null || !header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        var buffer = new byte[header.Length];
        return Convert.TryFromBase64String(header[6..], buffer, out var length)
            ? Encoding.UTF8.GetString(buffer.AsSpan(0, length)).Split(':')[0]
            : null;
    }
}
