using Rollcall.Bench.Sink;

namespace Rollcall.Bench.References;

/// <summary>The roles that this program plays as a child process of itself. Each prints one JSON object.</summary>
internal static class Children
{
    /// <summary>Plays one.</summary>
    /// <param name="args">The role and its arguments.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        switch (args)
        {
            case ["duck-diff", var old, var young, var folder]:
                DuckJoin.Diff(old, young, folder);
                return 0;
            case ["duck-load", var old, var database]:
                DuckJoin.Load(old, database);
                return 0;
            case ["duck-job", var database, var young, var folder]:
                DuckJoin.WholeJob(database, young, folder);
                return 0;
            case ["hash-set", var old, var young, var folder]:
                HashSetDiff.Run(old, young, folder);
                return 0;
            case ["scan", var file]:
                ScanAndHash.Run(file);
                return 0;
            case ["post", var url, var requests, var items, var parallel]:
                await RawPosts.RunAsync(new Uri(url), Number(requests), Number(items), Number(parallel));
                return 0;
            case ["nothing"]:
                Console.WriteLine("{}");
                return 0;
            case ["sink", var delay]:
                await SinkServer.RunAsync(TimeSpan.FromMilliseconds(Number(delay)));
                return 0;
            default:
                Console.Error.WriteLine($"No such role: {string.Join(' ', args)}");
                return 2;
        }
    }

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
