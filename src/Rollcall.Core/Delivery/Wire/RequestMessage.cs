using System.Collections.Frozen;
using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using Rollcall.Core.Delivery.Requests;

namespace Rollcall.Core.Delivery.Wire;

/// <summary>Turns a rendered request into .NET's, to the byte.</summary>
internal static class RequestMessage
{
    private static readonly string Agent =
        $"Rollcall/{typeof(RequestMessage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";

    private static readonly FrozenSet<string> Framing = new[]
    {
        "Connection",
        "Content-Encoding",
        "Content-Length",
        "Content-Type",
        "Expect",
        "Host",
        "Keep-Alive",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The message.</summary>
    /// <param name="request">What was rendered.</param>
    /// <param name="address">Its address, parsed.</param>
    /// <param name="content">Its body as it goes out.</param>
    /// <exception cref="ArgumentException">A header is one of framing, or its name or value cannot stand in a request.</exception>
    public static HttpRequestMessage Of(RenderedRequest request, Uri address, RequestContent content)
    {
        // HTTP/1.1 alone: four requests in flight need no multiplexing, and HTTP/2 has more ways to send a request again
        // unasked (GOAWAY, REFUSED_STREAM) and no Content-Length that every server reads.
        var message = new HttpRequestMessage(HttpMethod.Parse(request.Method), address)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        foreach (var (name, value) in request.Headers)
        {
            if (Framing.Contains(name))
            {
                throw new ArgumentException($"The header {name} is set by Rollcall itself.", nameof(request));
            }
            Add(message, name, value);
        }
        AddOwn(message, request, content);
        return message;
    }

    /// <summary>An address to send to; null where it is none. Path and query stay as they were rendered; a fragment is left out.</summary>
    public static Uri? Address(string url)
    {
        var fragment = url.IndexOf('#', StringComparison.Ordinal);
        var text = fragment < 0 ? url : url[..fragment];
        // .NET would turn %7E into ~ and resolve dots: what was rendered is what is sent, where it is well formed.
        var exact = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = IsWellFormed(text) };
        return
            Uri.TryCreate(text, exact, out var address)
            && address.Scheme is "http" or "https"
            && address.Host.Length > 0
            ? address
            : null;
    }

    private static bool IsWellFormed(string url)
    {
        var host = url.IndexOf("://", StringComparison.Ordinal);
        var path = host < 0 ? -1 : url.IndexOfAny(['/', '?'], host + 3);
        return path >= 0 && url[path] == '/' && !url.AsSpan(path).ContainsAnyExcept(UrlCharacters);
    }

    private static readonly System.Buffers.SearchValues<char> UrlCharacters = System.Buffers.SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?[]@!$&'()*+,;=%"
    );

    private static void AddOwn(HttpRequestMessage message, RenderedRequest request, RequestContent content)
    {
        if (request.MediaType is { } type)
        {
            Add(content.Headers, "Content-Type", type);
        }
        if (request.Gzip && request.Body.WrittenCount > 0)
        {
            Add(content.Headers, "Content-Encoding", "gzip");
        }
        if (!message.Headers.NonValidated.Contains("User-Agent"))
        {
            Add(message.Headers, "User-Agent", Agent);
        }
        if (!message.Headers.NonValidated.Contains("Accept-Encoding"))
        {
            Add(message.Headers, "Accept-Encoding", "gzip, br");
        }
    }

    // .NET keeps headers that describe a body, such as Content-Language, with the body.
    private static void Add(HttpRequestMessage message, string name, string value)
    {
        if (!Add(message.Headers, name, value) && !Add(message.Content!.Headers, name, value))
        {
            throw new ArgumentException($"There can be no header of the name {name}.", nameof(name));
        }
    }

    private static bool Add(HttpHeaders headers, string name, string value)
    {
        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw new ArgumentException(
                $"The value of the header {name} holds a character that no header can.",
                nameof(value)
            );
        }
#pragma warning disable RS0030 // Line breaks were refused above; Add would refuse values of known headers that servers do take, such as "Authorization: app:key".
        return headers.TryAddWithoutValidation(name, value);
#pragma warning restore RS0030
    }
}
