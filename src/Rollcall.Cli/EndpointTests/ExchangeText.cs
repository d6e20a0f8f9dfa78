using System.Net;
using Rollcall.Cli.Output;
using Rollcall.Core.EndpointTests;

namespace Rollcall.Cli.EndpointTests;

/// <summary>Requests and responses as people read them: the format of <c>.http</c> files.</summary>
internal static class ExchangeText
{
    /// <summary>Prints a request.</summary>
    public static void WriteRequest(ShownRequest request, TextWriter page)
    {
        var items = request.Items == 0 ? "" : $", {Words.Count(request.Items, "user")}";
        page.WriteLine($"### {request.Endpoint}{items}");
        page.WriteLine($"{request.Method} {request.Url}");
        foreach (var (name, value) in request.Headers)
        {
            page.WriteLine($"{name}: {value}");
        }
        page.WriteLine();
        if (request.Body.Length > 0)
        {
            page.WriteLine(request.Body.TrimEnd('\n'));
            page.WriteLine();
        }
    }

    /// <summary>Prints a request and its response.</summary>
    public static void Write(TestExchange exchange, TextWriter page)
    {
        WriteRequest(exchange.Request, page);
        page.WriteLine($"# {Answer(exchange)} in {exchange.Took.TotalMilliseconds:0} ms: {Meaning(exchange)}");
        foreach (var (name, value) in exchange.ResponseHeaders)
        {
            page.WriteLine($"# {name}: {Terminal.Safe(value)}");
        }
        if (exchange.Response.Length > 0)
        {
            page.WriteLine("#");
            foreach (var line in exchange.Response.TrimEnd('\n').Split('\n'))
            {
                page.WriteLine($"# {Terminal.Safe(line.TrimEnd('\r'))}");
            }
        }
        page.WriteLine();
    }

    private static string Answer(TestExchange exchange)
    {
        if (exchange.Status is not { } status)
        {
            return "no answer";
        }
        using var named = new HttpResponseMessage((HttpStatusCode)status);
        return $"{status} {named.ReasonPhrase}".TrimEnd();
    }

    private static string Meaning(TestExchange exchange)
    {
        var error = exchange.Error is { } known ? $"{known.Type}. {Terminal.Safe(known.Message)}" : null;
        if (!exchange.Succeeded)
        {
            return $"failed: {error ?? exchange.Verdict.ToString()}";
        }
        var list = exchange.ListId is { } id ? $"accepted, list {Terminal.Safe(id.Text)}" : "accepted";
        return error is null ? list : $"{list} ({error})";
    }
}
