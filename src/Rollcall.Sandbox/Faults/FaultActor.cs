using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using Rollcall.Sandbox.Http;

namespace Rollcall.Sandbox.Faults;

/// <summary>Plays a fault.</summary>
internal sealed class FaultActor(Exchange exchange, Fault fault, ulong seed, Func<Func<int, bool>?, Answer> work)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    /// <summary>Plays it to its end.</summary>
    public Task PlayAsync()
    {
        if (fault.Applied && fault.Kind is not (FaultKind.Late or FaultKind.Partial))
        {
            work(null);
        }
        return fault.Kind switch
        {
            FaultKind.Drop => DropAsync(),
            FaultKind.Hang => HangAsync(),
            FaultKind.Late => LateAsync(),
            FaultKind.Partial => exchange.AnswerAsync(work(Fails)),
            FaultKind.SlowBody => exchange.StreamAsync(Head(), ByteByByte(Own(200, "{\"slow\": true}").Body)),
            FaultKind.EndlessBody => exchange.StreamAsync(Head(), Endless()),
            FaultKind.HugeResponse => exchange.StreamAsync(Head(), Huge()),
            FaultKind.GzipBomb => exchange.AnswerAsync(Bomb()),
            FaultKind.SlowHeaders => exchange.WriteRawAsync(Code(200), ByteByByte(Raw(Own(200, "{}")))),
            FaultKind.Truncated => exchange.WriteRawAsync(Code(200), Once(Half(Own(200, "{\"listId\": \"list-1\"}")))),
            FaultKind.HeaderFlood => exchange.WriteRawAsync(Code(200), Flood()),
            FaultKind.Garbage => exchange.WriteRawAsync(null, Once("\0\u0001 no HTTP at all\r\n\r\n"u8.ToArray())),
            _ => exchange.AnswerAsync(Told()),
        };
    }

    private Task DropAsync()
    {
        exchange.Drop();
        return Task.CompletedTask;
    }

    private async Task HangAsync()
    {
        await exchange.WaitForEndAsync(fault.Delay);
        exchange.Drop();
    }

    private async Task LateAsync()
    {
        await exchange.DelaySinceArrivalAsync(fault.Delay ?? TimeSpan.FromSeconds(1));
        var answer = work(null);
        await exchange.AnswerAsync(answer);
    }

    private bool Fails(int index) => SandboxFaults.Chance(seed + (ulong)index) < fault.Share;

    private Answer Told() =>
        fault.Kind switch
        {
            FaultKind.WrongJson => Own(200, "{\"listId\": "),
            FaultKind.Html => Own(200, "<!doctype html><title>Sign in</title><p>Please sign in.") with
            {
                ContentType = "text/html",
            },
            FaultKind.ErrorInside => Own(
                200,
                "{\"error\": {\"code\": \"internal\", \"message\": \"Try again later.\"}}"
            ),
            _ => Own(503, Answer.Error(Code(503), "fault", $"The sandbox was told to answer {Code(503)}.").Body),
        };

    private int Code(int otherwise) => fault.Status ?? otherwise;

    private Answer Own(int status, string body) => Own(status, Encoding.UTF8.GetBytes(body));

    private Answer Own(int status, byte[] body)
    {
        var headers = new List<KeyValuePair<string, string>>();
        if (fault.RetryAfter is { } retryAfter)
        {
            headers.Add(new("Retry-After", retryAfter));
        }
        if (fault.Location is { } location)
        {
            headers.Add(new("Location", location));
        }
        return new Answer(Code(status), fault.Body is { } told ? Encoding.UTF8.GetBytes(told) : body)
        {
            ContentType = fault.ContentType,
            Headers = headers,
        };
    }

    private Answer Head() => Own(200, []);

    private Answer Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var piece = new byte[64 << 10];
            Array.Fill(piece, (byte)' ');
            for (var left = fault.Bytes; left > 0; left -= piece.Length)
            {
                gzip.Write(piece.AsSpan(0, (int)Math.Min(left, piece.Length)));
            }
        }
        var answer = Own(200, []);
        return answer with { Body = packed.ToArray(), Headers = [.. answer.Headers, new("Content-Encoding", "gzip")] };
    }

    private static byte[] Raw(Answer answer)
    {
        var head = new StringBuilder(
            $"HTTP/1.1 {answer.Status} Sandbox\r\nContent-Type: {answer.ContentType}\r\n"
                + $"Content-Length: {answer.Body.Length}\r\n"
        );
        foreach (var (name, value) in answer.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }
        return [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. answer.Body];
    }

    private static byte[] Half(Answer answer) => Raw(answer)[..^((answer.Body.Length + 1) / 2)];

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Once(byte[] bytes)
    {
        yield return bytes;
        await Task.CompletedTask;
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> ByteByByte(
        byte[] bytes,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        for (var index = 0; index < bytes.Length; index++)
        {
            yield return bytes.AsMemory(index, 1);
            await exchange.DelayAsync(fault.Delay ?? Short, cancellation);
        }
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> Endless(
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        var piece = new byte[16 << 10];
        Array.Fill(piece, (byte)' ');
        while (!exchange.Stopping.IsCancellationRequested)
        {
            yield return piece;
            await exchange.DelayAsync(fault.Delay ?? Short, cancellation);
        }
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> Huge()
    {
        var piece = new byte[64 << 10];
        Array.Fill(piece, (byte)' ');
        for (var left = fault.Bytes; left > 0; left -= piece.Length)
        {
            yield return piece.AsMemory(0, (int)Math.Min(left, piece.Length));
        }
        await Task.CompletedTask;
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> Flood()
    {
        yield return "HTTP/1.1 200 OK\r\n"u8.ToArray();
        var field = Encoding.ASCII.GetBytes("X-Flood: " + new string('x', 1000) + "\r\n");
        for (var left = fault.Bytes; left > 0; left -= field.Length)
        {
            yield return field;
        }
        yield return "Content-Length: 2\r\n\r\n{}"u8.ToArray();
        await Task.CompletedTask;
    }
}
