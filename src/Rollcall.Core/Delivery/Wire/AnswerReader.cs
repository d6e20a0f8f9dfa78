using System.Buffers;
using System.Net.Http.Headers;

namespace Rollcall.Core.Delivery.Wire;

/// <summary>Reads a response whose headers have come: bounded in size after decompression; the token bounds it in time.</summary>
internal static class AnswerReader
{
    public const int LargestBody = 256 * 1024;

    private const int FirstRead = 4096;

    public static async Task<Answer> ReadAsync(
        HttpResponseMessage response,
        RequestContent request,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var headers = new List<KeyValuePair<string, string>>();
        Collect(response.Headers, headers);
        Collect(response.Content.Headers, headers);
        var (body, whole) = await ReadBodyAsync(response, Value(headers, "Content-Encoding"), cancellation)
            .ConfigureAwait(false);
        var status = (int)response.StatusCode;
        return new Answer
        {
            Kind = whole ? AnswerKind.Response : AnswerKind.ResponseTooLarge,
            Status = status,
            Headers = headers,
            Sent = true,
            Body = body,
            BytesSent = request.Written,
            RetryAfter = Value(headers, "Retry-After") is { } wait ? RetryAfter.Read(wait, time.GetUtcNow()) : null,
            Detail = status is >= 300 and < 400 ? EscapedTarget.Of(Value(headers, "Location")) : null,
        };
    }

    private static string? Value(List<KeyValuePair<string, string>> headers, string name)
    {
        foreach (var (key, value) in headers)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }
        return null;
    }

    // As they came: what .NET makes of them would fail on malformed ones.
    private static void Collect(HttpHeaders from, List<KeyValuePair<string, string>> into)
    {
        foreach (var (name, values) in from.NonValidated)
        {
            foreach (var value in values)
            {
                into.Add(new KeyValuePair<string, string>(name, value));
            }
        }
    }

    private static async Task<(byte[] Body, bool Whole)> ReadBodyAsync(
        HttpResponseMessage response,
        string? encodings,
        CancellationToken cancellation
    )
    {
        var raw = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        using var stream = encodings is null
            ? raw
            : await Decompression.OfAsync(raw, encodings, cancellation).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent(FirstRead);
        try
        {
            for (var length = 0; ; )
            {
                if (length == buffer.Length)
                {
                    buffer = Grown(buffer);
                }
                var read = await Decompression
                    .ReadAsync(stream, buffer.AsMemory(length), cancellation)
                    .ConfigureAwait(false);
                length += read;
                if (read == 0 || length > LargestBody)
                {
                    return (buffer.AsSpan(0, Math.Min(length, LargestBody)).ToArray(), length <= LargestBody);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grown(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger.AsSpan());
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
