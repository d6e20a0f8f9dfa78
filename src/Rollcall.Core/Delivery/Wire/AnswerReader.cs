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
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var headers = new List<KeyValuePair<string, string>>();
        Collect(response.Headers, headers);
        Collect(response.Content.Headers, headers);
        var answer = new Answer
        {
            Kind = AnswerKind.Response,
            Status = (int)response.StatusCode,
            Headers = headers,
            Sent = true,
        };
        var (body, whole) = await ReadBodyAsync(response, answer.Header("Content-Encoding"), cancellation)
            .ConfigureAwait(false);
        return answer with
        {
            Kind = whole ? AnswerKind.Response : AnswerKind.ResponseTooLarge,
            Body = body,
            RetryAfter = RetryAfter.Read(answer.Header("Retry-After"), time.GetUtcNow()),
            Detail = answer.Status is >= 300 and < 400 ? EscapedTarget.Of(answer.Header("Location")) : null,
        };
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
        using var stream = await Decompression.OfAsync(raw, encodings, cancellation).ConfigureAwait(false);
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
