using System.Globalization;
using System.IO.Compression;
using System.Text;
using Rollcall.Core.Delivery;
using Rollcall.Core.Delivery.Answers;

namespace Rollcall.Core.Tests.Delivery;

public sealed class SenderLimitTests
{
    private const int Limit = 256 * 1024;

    [Theory]
    [InlineData(0, AnswerKind.Response)]
    [InlineData(1, AnswerKind.Response)]
    [InlineData(Limit, AnswerKind.Response)]
    [InlineData(Limit + 1, AnswerKind.ResponseTooLarge)]
    [InlineData(Limit * 3, AnswerKind.ResponseTooLarge)]
    public async Task Body_is_read_to_256_KiB(int size, AnswerKind kind)
    {
        var answer = await SendToAsync(null, Encoding.ASCII.GetBytes(new string('x', size)));
        Assert.Equal((kind, 201, true), (answer.Kind, answer.Status, answer.Sent));
        Assert.Equal(Math.Min(size, Limit), answer.Body.Length);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("GZIP")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("raw-deflate")]
    [InlineData("gzip, br")]
    [InlineData("identity")]
    public async Task Encoded_body_is_decoded_and_bombs_are_stopped(string encoding)
    {
        var name = encoding == "raw-deflate" ? "deflate" : encoding;
        var small = await SendToAsync(name, Encode(encoding, Encoding.UTF8.GetBytes("""{"id":"é"}""")));
        Assert.Equal((AnswerKind.Response, """{"id":"é"}"""), (small.Kind, Encoding.UTF8.GetString(small.Body.Span)));
        var full = await SendToAsync(name, Encode(encoding, new byte[Limit]));
        Assert.Equal((AnswerKind.Response, Limit), (full.Kind, full.Body.Length));
        var bomb = await SendToAsync(name, Encode(encoding, new byte[64 * 1024 * 1024]));
        Assert.Equal((AnswerKind.ResponseTooLarge, 201, Limit), (bomb.Kind, bomb.Status, bomb.Body.Length));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Broken_compression_is_a_dropped_connection(string encoding)
    {
        var junk = await SendToAsync(encoding, [0xFF, 0xFE, 0xFD, 0xFC, 0xFB, 0xFA]);
        Assert.Equal((AnswerKind.Dropped, true), (junk.Kind, junk.Sent));
        var empty = await SendToAsync(encoding, []);
        Assert.Equal((AnswerKind.Response, 0), (empty.Kind, empty.Body.Length));
    }

    // .NET's decompressors take such an end for the end. The half of a JSON text is none, so rules on the body do not hold.
    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Compressed_body_that_was_cut_before_it_was_sent_is_no_json(string encoding)
    {
        var whole = Encode(encoding, Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, 1000))}]"));
        var answer = await SendToAsync(encoding, whole[..(whole.Length / 2)]);
        Assert.True(answer.Kind == AnswerKind.Dropped || new AnswerBody(answer.Body, "application/json").Json is null);
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("aws-chunked")]
    [InlineData("gzip, gzip, gzip, gzip")]
    public async Task Unknown_encoding_leaves_the_body_as_it_is(string encoding)
    {
        var answer = await SendToAsync(encoding, [1, 2, 3]);
        Assert.Equal((AnswerKind.Response, 201), (answer.Kind, answer.Status));
        Assert.Equal([1, 2, 3], answer.Body.ToArray());
    }

    [Fact]
    public async Task Endless_body_ends_at_the_limit_and_the_connection_is_closed()
    {
        var closed = new TaskCompletionSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadAsync();
            try
            {
                await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n");
                for (var block = new byte[64 * 1024]; ; )
                {
                    await connection.WriteAsync(block);
                }
            }
            finally
            {
                closed.SetResult();
            }
        });
        using var sender = new Sender(EgressHandler.Create(publicOnly: false, 4), TimeProvider.System);
        var answer = await sender.SendAsync(Sending.Request(server.Url), Sending.Patience, default);
        Assert.Equal((AnswerKind.ResponseTooLarge, 200), (answer.Kind, answer.Status));
        await closed.Task.WaitAsync(Sending.Patience, TimeProvider.System);
    }

    [Theory]
    [InlineData(100_000, 1)]
    [InlineData(1, 100_000)]
    public async Task Flood_of_headers_is_too_large(int headers, int length)
    {
        var flood = new StringBuilder("HTTP/1.1 200 OK\r\n");
        for (var index = 0; index < headers; index++)
        {
            flood.Append(CultureInfo.InvariantCulture, $"X-{index}: {new string('x', length)}\r\n");
        }
        await using var server = RawServer.Always(flood + "Content-Length: 0\r\n\r\n");
        var answer = await Sending.SendAsync(Sending.Request(server.Url));
        Assert.Equal((AnswerKind.ResponseTooLarge, true, null), (answer.Kind, answer.Sent, answer.Status));
    }

    private static async Task<Answer> SendToAsync(string? encoding, byte[] body)
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadAsync();
            var header = encoding is null ? "" : $"Content-Encoding: {encoding}\r\n";
            await connection.WriteAsync($"HTTP/1.1 201 Created\r\n{header}Content-Length: {body.Length}\r\n\r\n");
            await connection.WriteAsync(body);
        });
        return await Sending.SendAsync(Sending.Request(server.Url));
    }

    private static byte[] Encode(string encoding, byte[] plain)
    {
        var encoded = plain;
        foreach (var name in encoding.ToLowerInvariant().Split(", "))
        {
            using var into = new MemoryStream();
            using (Stream stream = Encoder(name, into))
            {
                stream.Write(encoded);
            }
            encoded = into.ToArray();
        }
        return encoded;
    }

    private static Stream Encoder(string name, MemoryStream into) =>
        name switch
        {
            "gzip" or "x-gzip" => new GZipStream(into, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(into, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(into, CompressionLevel.Fastest, leaveOpen: true),
            "raw-deflate" => new DeflateStream(into, CompressionLevel.Fastest, leaveOpen: true),
            _ => into,
        };
}
