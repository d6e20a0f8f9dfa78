using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Checks;

/// <summary>Says which names headers may have.</summary>
internal static class HeaderNames
{
    private static readonly string[] Framing =
    [
        "Content-Length",
        "Transfer-Encoding",
        "Connection",
        "Keep-Alive",
        "HTTP2-Settings",
        "Proxy-Authorization",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Upgrade",
        "Expect",
        "Host",
    ];

    /// <summary>Reports a name that no header can have, or that is Rollcall's own.</summary>
    public static void Check(ScalarNode name, FaultList faults)
    {
        if (WhyNot(name.Text) is { } fault)
        {
            faults.Add(name.Start, fault);
        }
    }

    /// <summary>Why a definition cannot set a header of this name; null when it can.</summary>
    public static string? WhyNot(string name)
    {
        if (!IsToken(name))
        {
            return $"\"{name}\" cannot be a header's name: letters, digits and hyphens, such as X-Api-Key.";
        }
        if (Framing.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return $"The header {name} is Rollcall's own, since it frames the request; leave it out.";
        }
        return name.ToUpperInvariant() switch
        {
            "CONTENT-TYPE" => "The endpoint's contentType sets this header; leave it out here.",
            "CONTENT-ENCODING" => "The endpoint's `compress: gzip` sets this header; leave it out here.",
            _ => null,
        };
    }

    /// <summary>Whether a text is a token of RFC 9110, as names of headers are.</summary>
    public static bool IsToken(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !"!#$%&'*+-.^_`|~".Contains(c))
            {
                return false;
            }
        }
        return !text.IsEmpty;
    }
}
