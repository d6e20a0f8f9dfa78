using System.Net;
using System.Text;
using System.Text.Json;

namespace Rollcall.Core.Tests.Runs;

/// <summary>A list server that answers at once; a script may answer in its place.</summary>
internal sealed class ScriptedDestination : HttpMessageHandler
{
    private int _lists;

    public Dictionary<string, SortedSet<string>> Lists { get; } = [];

    public List<ScriptedRequest> Requests { get; } = [];

    /// <summary>Answers in the server's place; null: the server answers.</summary>
    public Func<ScriptedRequest, HttpResponseMessage?> Script { get; set; } = _ => null;

    /// <summary>No connection can be made.</summary>
    public bool IsDown { get; set; }

    /// <summary>Connections that were tried while it was down.</summary>
    public int Knocks { get; private set; }

    public IEnumerable<ScriptedRequest> Adds =>
        Requests.Where(request => request.Path.EndsWith("/add", StringComparison.Ordinal));

    public IEnumerable<ScriptedRequest> Removes =>
        Requests.Where(request => request.Path.EndsWith("/remove", StringComparison.Ordinal));

    public IEnumerable<ScriptedRequest> Creations => Requests.Where(request => request.Path == "/lists");

    public IReadOnlyCollection<string> Members => Lists.Count == 0 ? [] : Lists[$"L{_lists}"];

    public static HttpResponseMessage Answer(HttpStatusCode status, string body = "{}") =>
        new(status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (IsDown)
        {
            Knocks++;
            throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");
        }
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(CancellationToken.None);
        var arrived = new ScriptedRequest(
            request.RequestUri!.AbsolutePath,
            body,
            request.Headers.GetValues("X-Message-Id").First()
        );
        Requests.Add(arrived);
        return Script(arrived) ?? Serve(arrived);
    }

    private HttpResponseMessage Serve(ScriptedRequest request)
    {
        if (request.Path == "/lists")
        {
            Lists[$"L{++_lists}"] = new SortedSet<string>(StringComparer.Ordinal);
            return Answer(HttpStatusCode.Created, $$"""{"listId": "L{{_lists}}"}""");
        }
        if (!Lists.TryGetValue(request.Path.Split('/')[2], out var members))
        {
            return Answer(HttpStatusCode.NotFound);
        }
        if (request.Path.EndsWith("/add", StringComparison.Ordinal))
        {
            members.UnionWith(request.Users);
        }
        else
        {
            members.ExceptWith(request.Users);
        }
        return Answer(HttpStatusCode.OK);
    }
}

/// <summary>A request that arrived.</summary>
internal sealed record ScriptedRequest(string Path, string Body, string MessageId)
{
    public bool IsAdd => Path.EndsWith("/add", StringComparison.Ordinal);

    public bool IsRemove => Path.EndsWith("/remove", StringComparison.Ordinal);

    /// <summary>The users in it, by their <c>id</c>.</summary>
    public IReadOnlyList<string> Users { get; } =
        Body.Contains("userIds", StringComparison.Ordinal)
            ?
            [
                .. JsonDocument
                    .Parse(Body)
                    .RootElement.GetProperty("userIds")
                    .EnumerateArray()
                    .Select(user => user.GetProperty("id").GetString()!),
            ]
            : [];

    public bool Has(string user) => Users.Contains(user);
}
