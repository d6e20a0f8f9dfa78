using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Rollcall.Bench.Sink;

/// <summary>A destination that reads every request to its end, keeps nothing and says yes.</summary>
internal static class SinkServer
{
    private static readonly byte[] Yes = [.. """{"listId": "1"}"""u8];

    /// <summary>Serves on a free port of this machine, prints the address, and ends when standard input does.</summary>
    /// <param name="delay">How long after a request's end it is answered.</param>
    public static async Task RunAsync(TimeSpan delay)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.Listen(IPAddress.Loopback, 0);
                kestrel.Limits.MaxRequestBodySize = null;
                kestrel.Limits.MinRequestBodyDataRate = null;
            });
        await using var app = builder.Build();
        app.Run(context => AnswerAsync(context, delay));
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
    }

    private static async Task AnswerAsync(HttpContext context, TimeSpan delay)
    {
        var body = context.Request.BodyReader;
        while (true)
        {
            var read = await body.ReadAsync();
            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, TimeProvider.System);
        }
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Yes.Length;
        context.Response.BodyWriter.Write(Yes);
        await context.Response.BodyWriter.FlushAsync();
    }
}
