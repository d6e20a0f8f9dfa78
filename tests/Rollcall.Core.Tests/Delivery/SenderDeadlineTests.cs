using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Rollcall.Core.Delivery;
using Rollcall.Core.Delivery.Egress;

namespace Rollcall.Core.Tests.Delivery;

/// <summary>One deadline over connect, send, headers and body: where a server stops does not matter. Time is moved by the test alone.</summary>
public sealed class SenderDeadlineTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Slow: ")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 100\r\n\r\n\u001f")]
    public async Task Server_that_stops_anywhere_is_timed_out(string beginning)
    {
        var stopped = new TaskCompletionSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadAsync();
            await connection.WriteAsync(beginning);
            stopped.SetResult();
            await connection.ReadAsync();
        });
        var time = new FakeTimeProvider();
        using var sender = new Sender(EgressHandler.Create(publicOnly: false, 4), time);
        var sending = sender.SendAsync(Sending.Request(server.Url), Timeout, default);
        await stopped.Task;
        time.Advance(Timeout - TimeSpan.FromMilliseconds(1));
        Assert.False(sending.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        var answer = await sending;
        Assert.Equal((AnswerKind.TimedOut, true, null), (answer.Kind, answer.Sent, answer.Status));
    }

    [Fact]
    public async Task Body_that_drips_for_ever_is_timed_out()
    {
        var dripping = new TaskCompletionSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadAsync();
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (var drops = 0; ; drops++)
            {
                await connection.WriteAsync("1\r\na\r\n");
                if (drops == 100)
                {
                    dripping.SetResult();
                    await connection.ReadAsync();
                }
            }
        });
        var time = new FakeTimeProvider();
        using var sender = new Sender(EgressHandler.Create(publicOnly: false, 4), time);
        var sending = sender.SendAsync(Sending.Request(server.Url), Timeout, default);
        await dripping.Task;
        time.Advance(Timeout);
        Assert.Equal(AnswerKind.TimedOut, (await sending).Kind);
    }

    [Fact]
    public async Task Connection_that_does_not_come_about_is_timed_out_and_nothing_was_sent()
    {
        var connecting = new TaskCompletionSource();
        var connection = new GuardedConnection(
            EgressRules.Anywhere,
            (_, _) => Task.FromResult(new[] { IPAddress.Loopback }),
            async (_, cancellation) =>
            {
                connecting.SetResult();
                await Task.Delay(System.Threading.Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
                return Stream.Null;
            }
        );
        var time = new FakeTimeProvider();
        using var sender = new Sender(EgressHandler.Create(connection, 4), time);
        var sending = sender.SendAsync(Sending.Request("http://slow.example/"), Timeout, default);
        await connecting.Task;
        time.Advance(Timeout);
        var answer = await sending;
        Assert.Equal((AnswerKind.TimedOut, false), (answer.Kind, answer.Sent));
    }

    [Fact]
    public async Task Tls_handshake_that_does_not_end_is_timed_out_and_nothing_was_sent()
    {
        var connected = new TaskCompletionSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.Stream.ReadExactlyAsync(new byte[5]);
            connected.SetResult();
            await Task.Delay(System.Threading.Timeout.InfiniteTimeSpan, TimeProvider.System, connection.Stop);
        });
        var time = new FakeTimeProvider();
        using var sender = new Sender(EgressHandler.Create(publicOnly: false, 4), time);
        var sending = sender.SendAsync(Sending.Request($"https://127.0.0.1:{server.Port}/"), Timeout, default);
        await connected.Task;
        time.Advance(Timeout);
        var answer = await sending;
        Assert.Equal((AnswerKind.TimedOut, false), (answer.Kind, answer.Sent));
    }

    [Fact]
    public async Task Request_that_nobody_reads_is_timed_out_and_tells_what_left()
    {
        var connected = new TaskCompletionSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.Stream.ReadExactlyAsync(new byte[100]);
            connected.SetResult();
            await Task.Delay(System.Threading.Timeout.InfiniteTimeSpan, TimeProvider.System, connection.Stop);
        });
        var time = new FakeTimeProvider();
        using var sender = new Sender(EgressHandler.Create(publicOnly: false, 4), time);
        var body = new string('x', 64 * 1024 * 1024);
        var sending = sender.SendAsync(Sending.Request(server.Url, body: body), Timeout, default);
        await connected.Task;
        time.Advance(Timeout);
        var answer = await sending;
        Assert.Equal((AnswerKind.TimedOut, true), (answer.Kind, answer.Sent));
        Assert.InRange(answer.BytesSent, 0, body.Length - 1);
    }

    [Fact]
    public async Task Abandoned_request_is_a_dropped_connection()
    {
        using var abandon = new CancellationTokenSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadAsync();
            await abandon.CancelAsync();
            await connection.ReadAsync();
        });
        using var sender = new Sender(EgressHandler.Create(publicOnly: false, 4), TimeProvider.System);
        var answer = await sender.SendAsync(Sending.Request(server.Url), Timeout, abandon.Token);
        Assert.Equal((AnswerKind.Dropped, true), (answer.Kind, answer.Sent));
    }

    [Fact]
    public void Everything_happens_on_the_thread_that_completes_the_handler()
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var time = new FakeTimeProvider();
            var handler = new PendingHandler();
            using var sender = new Sender(handler, time);
            var answered = sender.SendAsync(Sending.Request("http://sim.example/"), Timeout, default);
            Assert.False(answered.IsCompleted);
            handler.Pending.SetResult(new HttpResponseMessage { Content = new StringContent("{}") });
            var answer = Completed(answered);
            Assert.Equal((AnswerKind.Response, true, 7L), (answer.Kind, answer.Sent, answer.BytesSent));

            var late = sender.SendAsync(Sending.Request("http://sim.example/"), Timeout, default);
            time.Advance(Timeout);
            answer = Completed(late);
            Assert.Equal((AnswerKind.TimedOut, true), (answer.Kind, answer.Sent));

            handler.Pending = new TaskCompletionSource<HttpResponseMessage>();
            handler.Pending.SetException(new HttpRequestException(HttpRequestError.ConnectionError));
            answer = Completed(sender.SendAsync(Sending.Request("http://sim.example/"), Timeout, default));
            Assert.Equal((AnswerKind.Dropped, true), (answer.Kind, answer.Sent));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private static Answer Completed(Task<Answer> task)
    {
        Assert.True(task.IsCompletedSuccessfully);
        return task.Result;
    }

    private sealed class PendingHandler : HttpMessageHandler
    {
        public TaskCompletionSource<HttpResponseMessage> Pending { get; set; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Assert.Equal(
                "{\"a\":1}",
                Encoding.UTF8.GetString(await request.Content!.ReadAsByteArrayAsync(cancellationToken))
            );
            Pending = Pending.Task.IsFaulted ? Pending : new TaskCompletionSource<HttpResponseMessage>();
            await using var cancel = cancellationToken.Register(() => Pending.TrySetCanceled(cancellationToken));
            return await Pending.Task.ConfigureAwait(false);
        }
    }
}
