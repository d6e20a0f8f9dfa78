using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rollcall.Core.Tests.Delivery;

/// <summary>A server on loopback that does exactly what a test says, byte for byte, and counts what reaches it.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<RawConnection, Task> _serve;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _serving = [];
    private readonly Task _accepting;
    private int _connections;

    public RawServer(Func<RawConnection, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}";

    public int Connections => Volatile.Read(ref _connections);

    public List<RawRequest> Requests { get; } = [];

    /// <summary>Answers every request with the same bytes, on connections that stay open.</summary>
    public static RawServer Always(string response) =>
        new(async connection =>
        {
            while (await connection.ReadAsync() is not null)
            {
                await connection.WriteAsync(response);
            }
        });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_serving);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                _serving.Add(ServeAsync(socket));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException) { }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var connection = new RawConnection(socket, Requests, _stop.Token);
        try
        {
            await _serve(connection);
        }
        catch (Exception gone)
            when (gone is IOException or SocketException or OperationCanceledException or ObjectDisposedException) { }
    }
}

/// <summary>A request as it came over the wire.</summary>
internal sealed record RawRequest(string Head, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public IEnumerable<string> Headers => Head.Split("\r\n").Skip(1);
}

/// <summary>One connection to a <see cref="RawServer"/>.</summary>
internal sealed class RawConnection(Socket socket, List<RawRequest> requests, CancellationToken stop) : IAsyncDisposable
{
    private readonly NetworkStream _stream = new(socket, ownsSocket: true);

    public CancellationToken Stop => stop;

    public Stream Stream => _stream;

    /// <summary>Reads a request whole; null when the other side has closed.</summary>
    public async Task<RawRequest?> ReadAsync()
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!EndsHead(head))
        {
            if (await _stream.ReadAsync(one, stop) == 0)
            {
                return null;
            }
            head.Add(one[0]);
        }
        var text = Encoding.Latin1.GetString([.. head]);
        var body = new byte[LengthOf(text)];
        await _stream.ReadExactlyAsync(body, stop);
        var request = new RawRequest(text.TrimEnd(), body);
        lock (requests)
        {
            requests.Add(request);
        }
        return request;
    }

    public Task WriteAsync(string text) => WriteAsync(Encoding.Latin1.GetBytes(text));

    public async Task WriteAsync(byte[] bytes) => await _stream.WriteAsync(bytes, stop);

    /// <summary>Closes with a reset instead of an end.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private static bool EndsHead(List<byte> head) =>
        head.Count >= 4 && head[^4] == '\r' && head[^3] == '\n' && head[^2] == '\r' && head[^1] == '\n';

    private static int LengthOf(string head)
    {
        var line = head.Split("\r\n")
            .FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return line is null ? 0 : int.Parse(line["Content-Length:".Length..], CultureInfo.InvariantCulture);
    }
}
