using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rollcall.Server.Tests.Mail;

/// <summary>Speaks as much SMTP as taking a mail needs.</summary>
internal sealed class SmallMailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public SmallMailServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>What it says to a recipient.</summary>
    public string AnswerToRecipient { get; set; } = "250 ok";

    /// <summary>What happens when it is told a recipient.</summary>
    public Action OnRecipient { get; set; } = () => { };

    public List<string> Received { get; } = [];

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await TalkAsync(client);
            }
        }
        // A listener that was stopped between two clients is not listening any more.
        catch (Exception end)
            when (end is OperationCanceledException or SocketException or IOException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 here");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            await writer.WriteLineAsync(AnswerTo(line));
            if (line == "DATA")
            {
                Received.Add(await ReadMailAsync(reader));
                await writer.WriteLineAsync("250 taken");
            }
        }
    }

    private string AnswerTo(string line) =>
        line.Split(' ', ':')[0] switch
        {
            "RCPT" => Recipient(),
            "DATA" => "354 go on",
            "QUIT" => "221 bye",
            _ => "250 ok",
        };

    private string Recipient()
    {
        OnRecipient();
        return AnswerToRecipient;
    }

    private async Task<string> ReadMailAsync(StreamReader reader)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
        {
            mail.Append(line).Append('\n');
        }
        return mail.ToString();
    }
}
