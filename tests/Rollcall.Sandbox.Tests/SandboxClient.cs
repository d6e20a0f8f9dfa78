using System.Text;
using System.Text.Json;

namespace Rollcall.Sandbox.Tests;

/// <summary>Speaks to a sandbox as a partner's program would.</summary>
internal sealed class SandboxClient : IDisposable
{
    private readonly HttpClient _http;

    public SandboxClient(SandboxServer sandbox) =>
        _http = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                MaxResponseHeadersLength = 64,
                SslOptions = new()
                {
                    RemoteCertificateValidationCallback = delegate
                    {
                        return true;
                    },
                },
            }
        )
        {
            BaseAddress = sandbox.Address,
        };

    public async Task<string> CreateAsync(string name = "People", string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "lists") { Content = Json(new { name }) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }
        using var response = await _http.SendAsync(request);
        return (await JsonAsync(response)).GetProperty("listId").GetString()!;
    }

    public Task<HttpResponseMessage> AddAsync(string list, params object[] users) =>
        SendAsync("POST", $"lists/{list}/add", new { userIds = users });

    public Task<HttpResponseMessage> RemoveAsync(string list, params object[] users) =>
        SendAsync("POST", $"lists/{list}/remove", new { userIds = users });

    public Task<HttpResponseMessage> SendAsync(string method, string target, HttpContent? content = null) =>
        _http.SendAsync(new HttpRequestMessage(new HttpMethod(method), target) { Content = content });

    public Task<HttpResponseMessage> SendAsync(string method, string target, object content) =>
        SendAsync(method, target, Json(content));

    public async Task SendAsync(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request);
    }

    /// <summary>Not JsonContent, which is sent in chunks.</summary>
    public static StringContent Json(object content) =>
        new(JsonSerializer.Serialize(content), Encoding.UTF8, "application/json");

    public Task<HttpResponseMessage> HeadersOnlyAsync(string target, CancellationToken cancellation = default) =>
        _http.GetAsync(target, HttpCompletionOption.ResponseHeadersRead, cancellation);

    public async Task<JsonElement> GetAsync(string target)
    {
        using var response = await _http.GetAsync(target);
        return await JsonAsync(response);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsByteArrayAsync());

    public void Dispose() => _http.Dispose();
}
