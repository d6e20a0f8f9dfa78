using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Compression;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Delivery.Wire;

namespace Rollcall.Core.Delivery;

/// <summary>Sends a rendered request once: one deadline over everything, no redirects, cookies or proxies, bounded responses, never a hidden second sending.</summary>
/// <remarks>
/// Several requests may be in flight at once. Nothing here moves to another thread: when the handler completes inline, so
/// does <see cref="SendAsync"/>. A request counts as sent from the moment that the handler begins to write its content
/// (every request has one, if empty): a handler of a simulation reads the content where a real one would write it.
/// </remarks>
public sealed class Sender : IDisposable
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);

    private readonly HttpMessageInvoker _invoker;
    private readonly TimeProvider _time;
    private readonly ConcurrentBag<ArrayBufferWriter<byte>> _compressed = [];
    private readonly Deadlines _deadlines;
    private KnownAddress? _address;

    /// <summary>A sender over a handler; tests and simulations bring their own.</summary>
    /// <param name="handler">See <see cref="EgressHandler"/> for the real one. It stays its owner's.</param>
    /// <param name="time">Measures the deadline.</param>
    public Sender(HttpMessageHandler handler, TimeProvider time)
    {
        _invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        (_time, _deadlines) = (time, new Deadlines(time));
    }

    /// <summary>Sends a request once. Does not throw for anything that the network or the destination does.</summary>
    /// <param name="request">Must not change until the task ends.</param>
    /// <param name="timeout">Over connect, send, headers and body.</param>
    /// <param name="cancellation">Abandons the request: the answer is then a dropped connection. Not for Ctrl-C, which lets requests in flight finish.</param>
    /// <exception cref="ArgumentException">A header cannot stand in a request; nothing was sent.</exception>
    public async Task<Answer> SendAsync(RenderedRequest request, TimeSpan timeout, CancellationToken cancellation)
    {
        if (AddressOf(request.Url) is not { } address)
        {
            return SendFailure.BadAddress;
        }
        var compressed = request.Gzip && request.Body.WrittenCount > 0 ? Compress(request.Body.WrittenSpan) : null;
        var content = new RequestContent(compressed?.WrittenMemory ?? request.Body.WrittenMemory);
        using var message = RequestMessage.Of(request, address, content);
        var deadline = _deadlines.Begin(timeout < LongestTimeout ? timeout : LongestTimeout, cancellation);
        try
        {
            using var response = await _invoker.SendAsync(message, deadline.Token).ConfigureAwait(false);
            return await AnswerReader.ReadAsync(response, content, _time, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (SendFailure.IsExpected(failure))
        {
            return SendFailure.Of(failure, content, late: deadline.IsOver && !cancellation.IsCancellationRequested);
        }
        finally
        {
            _deadlines.End(deadline);
            Return(compressed);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _invoker.Dispose();

    // Most endpoints have one address for all their requests: it is parsed once.
    private Uri? AddressOf(string url)
    {
        if (_address is { } known && ReferenceEquals(known.Url, url))
        {
            return known.Address;
        }
        var address = RequestMessage.Address(url);
        _address = address is null ? null : new KnownAddress(url, address);
        return address;
    }

    // Whole before it is sent: its length must be known.
    private ArrayBufferWriter<byte> Compress(ReadOnlySpan<byte> body)
    {
        var into = _compressed.TryTake(out var used) ? used : new ArrayBufferWriter<byte>(4096);
        using var gzip = new GZipStream(new BufferStream(into), CompressionLevel.Fastest);
        gzip.Write(body);
        return into;
    }

    private void Return(ArrayBufferWriter<byte>? compressed)
    {
        if (compressed is not null)
        {
            compressed.ResetWrittenCount();
            _compressed.Add(compressed);
        }
    }

    private sealed record KnownAddress(string Url, Uri Address);
}
