using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Rollcall.System.Tests.Mailman;

/// <summary>GNU Mailman's core with its REST API on loopback, in a temporary folder, as a user that is not root.</summary>
public sealed class MailmanServer : IAsyncLifetime
{
    public const string Host = "lists.example.org";
    public const string User = "restadmin";
    public const string Password = "rest & \"pass\"";

    private const string Programs = "/usr/lib/mailman3/bin";
    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("rollcall-mailman-").FullName;
    private readonly HttpClient _client = new();
    private Process? _master;
    private Task<string[]> _said = Task.FromResult(Array.Empty<string>());

    /// <summary>Why there is no server; null: there is one.</summary>
    public string? Missing { get; } =
        File.Exists($"{Programs}/master")
            ? null
            : "Mailman 3 is not installed. Run ./test.sh as root, or apt-get install mailman3.";

    /// <summary>Where the REST API is.</summary>
    public string Url { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }
        var port = FreePort();
        Url = $"http://127.0.0.1:{port}";
        _client.BaseAddress = new Uri($"{Url}/3.1/");
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"))
        );
        var settings = Path.Combine(_folder, "mailman.cfg");
        await File.WriteAllTextAsync(settings, MailmanSettings.Text(_folder, Programs, port, User, Password));
        await GiveFolderToItsUserAsync();
        _master = Process.Start(AsItsUser($"{Programs}/master", "-C", settings));
        _said = Task.WhenAll(_master!.StandardOutput.ReadToEndAsync(), _master.StandardError.ReadToEndAsync());
        await WaitUntilReadyAsync();
        await SendAsync(HttpMethod.Post, "domains", new { mail_host = Host });
    }

    /// <summary>The addresses on a list, in order.</summary>
    public async Task<IReadOnlyList<string>> RosterAsync(string listId)
    {
        var roster = await _client.GetFromJsonAsync<JsonElement>($"lists/{listId}/roster/member?fields=email");
        return roster.TryGetProperty("entries", out var entries)
            ?
            [
                .. entries
                    .EnumerateArray()
                    .Select(entry => entry.GetProperty("email").GetString()!)
                    .Order(StringComparer.Ordinal),
            ]
            : [];
    }

    /// <summary>Subscribes an address as somebody else would.</summary>
    public Task SubscribeAsync(string listId, string address) =>
        SendAsync(
            HttpMethod.Post,
            "members",
            new
            {
                list_id = listId,
                subscriber = address,
                pre_verified = true,
                pre_confirmed = true,
                pre_approved = true,
            }
        );

    /// <summary>Unsubscribes an address as somebody else would.</summary>
    public Task UnsubscribeAsync(string listId, string address) =>
        SendAsync(HttpMethod.Delete, $"lists/{listId}/member/{address}", null);

    /// <summary>Deletes a list as somebody else would.</summary>
    public Task DeleteListAsync(string listId) => SendAsync(HttpMethod.Delete, $"lists/{listId}", null);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_master is not null)
        {
            // The master ends its runners before it ends itself.
            await RunAsync("kill", "-TERM", await MasterIdAsync(_master));
            await _master.WaitForExitAsync();
            _master.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> MasterIdAsync(Process started)
    {
        var file = Path.Combine(_folder, "var/master.pid");
        return File.Exists(file) ? (await File.ReadAllTextAsync(file)).Trim() : $"{started.Id}";
    }

    private async Task SendAsync(HttpMethod method, string path, object? body)
    {
        // With its length: Mailman does not read chunked bodies.
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null
                ? null
                : new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
        };
        using var response = await _client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {await response.Content.ReadAsStringAsync()}");
    }

    private async Task WaitUntilReadyAsync()
    {
        using var patience = new CancellationTokenSource(StartsWithin);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await again.WaitForNextTickAsync(patience.Token))
        {
            try
            {
                using var response = await _client.GetAsync("system/versions", patience.Token);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                if (_master!.HasExited)
                {
                    Assert.Fail($"Mailman did not start: {string.Join('\n', await _said)}");
                }
            }
        }
    }

    private static ProcessStartInfo AsItsUser(params string[] command)
    {
        // Mailman refuses to be root; its package brings the user "list".
        var start = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("runuser", ["-u", "list", "--", .. command])
            : new ProcessStartInfo(command[0], command[1..]);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        return start;
    }

    private async Task GiveFolderToItsUserAsync()
    {
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", "-R", "list:", _folder);
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
