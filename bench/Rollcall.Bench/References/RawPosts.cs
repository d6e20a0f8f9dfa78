using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Rollcall.Bench.References;

/// <summary>What HttpClient can do when nothing has to be rendered, recorded or judged: bodies made before the clock starts.</summary>
internal static class RawPosts
{
    // Several, so that the sink's and the client's caches do not hold one body only.
    private const int Bodies = 8;

    /// <summary>Posts.</summary>
    /// <param name="url">Where to.</param>
    /// <param name="requests">How many.</param>
    /// <param name="items">Items of each.</param>
    /// <param name="parallel">Requests in flight.</param>
    public static async Task RunAsync(Uri url, int requests, int items, int parallel)
    {
        var bodies = Enumerable.Range(0, Bodies).Select(number => Body(number, items)).ToArray();
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = parallel, UseProxy = false };
        using var http = new HttpMessageInvoker(handler);
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, parallel).Select(_ => Task.Run(PostAsync)));
        Outcome.Print(requests, watch.Elapsed);

        async Task PostAsync()
        {
            while (Interlocked.Increment(ref next) is var number && number < requests)
            {
                using var message = new HttpRequestMessage(HttpMethod.Post, url) { Version = HttpVersion.Version11 };
                message.Content = new ReadOnlyMemoryContent(bodies[number % Bodies]);
                message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                using var answer = await http.SendAsync(message, CancellationToken.None);
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsByteArrayAsync();
            }
        }
    }

    // Items as long as those that Rollcall sends of the generated members.
    private static byte[] Body(int number, int items)
    {
        var item =
            $$"""{"id": "{{new Guid(number, 0, 0, new byte[8])}}", "email": "user2654435761@mail.example", "plan": "trial"}""";
        return Encoding.UTF8.GetBytes($$"""{"users": [{{string.Join(',', Enumerable.Repeat(item, items))}}]}""");
    }
}
