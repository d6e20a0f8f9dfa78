using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Rollcall.Sandbox.Log;

namespace Rollcall.Sandbox.Http;

/// <summary>One request that is being answered: writes, and notes in the log, how it ends.</summary>
internal sealed class Exchange(
    HttpContext http,
    SandboxLog log,
    LogEntry entry,
    TimeProvider time,
    CancellationToken stopping
)
{
    public LogEntry Entry => entry;

    /// <summary>Ends when the client has gone.</summary>
    public CancellationToken Gone => http.RequestAborted;

    /// <summary>Ends when the server stops.</summary>
    public CancellationToken Stopping => stopping;

    /// <summary>Answers as servers should.</summary>
    public async Task AnswerAsync(Answer answer)
    {
        End(answer.Status);
        if (Gone.IsCancellationRequested)
        {
            return;
        }
        Begin(answer);
        http.Response.ContentLength = answer.Body.Length;
        await http.Response.BodyWriter.WriteAsync(answer.Body, Gone);
    }

    /// <summary>Sends a body in pieces without saying how long it is.</summary>
    public async Task StreamAsync(Answer head, IAsyncEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        Begin(head);
        await foreach (var piece in pieces.WithCancellation(Gone))
        {
            await http.Response.BodyWriter.WriteAsync(piece, Gone);
        }
        End(head.Status);
    }

    /// <summary>Writes bytes on the connection itself, past the server's own idea of HTTP, and closes it.</summary>
    public async Task WriteRawAsync(int? status, IAsyncEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        var output = http.Features.GetRequiredFeature<RawConnection>().Connection.Transport.Output;
        await foreach (var piece in pieces.WithCancellation(Gone))
        {
            await output.WriteAsync(piece, Gone);
        }
        End(status);
        await output.CompleteAsync();
        // An abort at once would be a reset, which can overtake what was written.
        await WaitForEndAsync(TimeSpan.FromSeconds(5));
        http.Abort();
    }

    /// <summary>Closes the connection without a word.</summary>
    public void Drop()
    {
        End(null);
        http.Abort();
    }

    /// <summary>Waits until the client or the server has gone, or for a time if one is given.</summary>
    public async Task WaitForEndAsync(TimeSpan? atMost)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(Gone, stopping);
        try
        {
            await Task.Delay(atMost ?? Timeout.InfiniteTimeSpan, time, either.Token);
        }
        catch (OperationCanceledException)
        {
            // That is what was waited for.
        }
    }

    /// <summary>Waits until some time after the request's arrival, also when the client has gone.</summary>
    public async Task DelaySinceArrivalAsync(TimeSpan delay)
    {
        var due = entry.ArrivedAt + delay;
        var left = due - log.Now();
        var waiting = left > TimeSpan.Zero ? Task.Delay(left, time, stopping) : Task.CompletedTask;
        // A clock that was moved between the two lines above would otherwise have to be moved twice.
        if (log.Now() < due)
        {
            await waiting;
        }
    }

    /// <summary>Waits on the sandbox's clock; ends early when the token says so.</summary>
    public Task DelayAsync(TimeSpan delay, CancellationToken cancellation) => Task.Delay(delay, time, cancellation);

    /// <summary>Notes that the request is over; a later note changes nothing.</summary>
    public void End(int? status) => log.End(entry, Gone.IsCancellationRequested ? null : status);

    private void Begin(Answer answer)
    {
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers)
        {
            http.Response.Headers[name] = value;
        }
    }
}

/// <summary>The connection that a request came on, for answers that are not HTTP.</summary>
internal sealed record RawConnection(ConnectionContext Connection);
