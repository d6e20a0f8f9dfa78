using System.Buffers;

namespace Rollcall.Core.Delivery.Requests;

/// <summary>Which headers a definition may set.</summary>
public static class HeaderName
{
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~"
    );

    // They say where a message ends, how it is coded and how the connection is used: the sender's own affair.
    private static readonly HashSet<string> Framing = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection",
        "Content-Encoding",
        "Content-Length",
        "Expect",
        "Host",
        "HTTP2-Settings",
        "Keep-Alive",
        "Proxy-Authorization",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
    };

    /// <summary>Why a definition cannot set a header of this name; null when it can.</summary>
    public static string? WhyNot(string name)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(TokenCharacters))
        {
            return "A header's name holds letters, digits, hyphens and underscores only.";
        }
        return Framing.Contains(name) ? $"The header {name} is set by Rollcall itself and cannot be set here." : null;
    }
}
