using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Rollcall.Sandbox.Destination;
using Rollcall.Sandbox.Faults;
using Rollcall.Sandbox.Log;
using Rollcall.Sandbox.Requests;

namespace Rollcall.Sandbox.Http;

/// <summary>Takes requests from the web server: logs each, lets it meet its fault, has it done and answered.</summary>
internal sealed class Front(
    SandboxOptions options,
    SandboxDestination destination,
    SandboxLog log,
    SandboxFaults faults,
    Control control,
    CancellationToken stopping
) : IHttpApplication<HttpContext>
{
    private readonly ContentReader _reader = new(log.Users);
    private readonly Reading _reading = new(destination);

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception) { }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        try
        {
            if (!await control.TryAnswerAsync(context, target))
            {
                await TakeAsync(context, target);
            }
        }
        catch (OperationCanceledException)
        {
            // The client has gone or the server stops: nobody waits for an answer.
        }
    }

    private async Task TakeAsync(HttpContext http, string target)
    {
        var route = Route.Of(http.Request.Method, target);
        var entry = log.Receive(entry => Describe(entry, http.Request, target, route));
        // Whoever leaves without an answer is no longer in flight.
        await using var leaving = http.RequestAborted.Register(() => log.End(entry, null));
        using var body = await RequestBody.ReadAsync(http.Request, destination.Rules.MaxBytes, options.KeepBodyBytes);
        var content = Read(route, http.Request, body);
        log.Describe(entry, entry => Describe(entry, body, content));
        var exchange = new Exchange(http, log, entry, options.Time, stopping);
        await AnswerAsync(exchange, http, route, body, content);
    }

    private async Task AnswerAsync(
        Exchange exchange,
        HttpContext http,
        Route route,
        RequestBody body,
        RequestContent content
    )
    {
        if (!body.Complete)
        {
            exchange.Drop();
        }
        else if (!Access.Allows(options, exchange.Entry))
        {
            await exchange.AnswerAsync(Access.Refusal);
        }
        else if (faults.Meet(exchange.Entry) is { } met)
        {
            log.Met(exchange.Entry, met.Fault.ToString());
            await new FaultActor(exchange, met.Fault, met.Seed, Work).PlayAsync();
        }
        else if (route.Operation == Operation.Read)
        {
            await _reading.AnswerAsync(exchange, http, route);
        }
        else
        {
            await exchange.AnswerAsync(Work(null));
        }

        Answer Work(Func<int, bool>? failing) =>
            body.TooLarge
                ? Answer.Error(413, "body_too_large", $"A body may have {destination.Rules.MaxBytes} bytes at most.")
                : destination.Do(exchange.Entry, content, failing);
    }

    private RequestContent Read(Route route, HttpRequest request, RequestBody body)
    {
        if (!body.Complete || body.TooLarge)
        {
            return new RequestContent
            {
                Problem = body.TooLarge ? "The body is too large." : "The body did not arrive whole.",
            };
        }
        if (request.Headers.ContentEncoding == "gzip")
        {
            try
            {
                body.Unpack(destination.Rules.MaxBytes);
            }
            catch (InvalidDataException)
            {
                return new RequestContent { Problem = "The body is not gzip." };
            }
        }
        return _reader.Read(route, request.ContentType, body.Bytes);
    }

    private static void Describe(LogEntry entry, HttpRequest request, string target, Route route)
    {
        entry.Method = request.Method;
        entry.Target = target;
        entry.Operation = route.Operation;
        entry.ListId = route.ListId;
        entry.Headers =
        [
            .. request.Headers.SelectMany(field =>
                field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? ""))
            ),
        ];
    }

    private static void Describe(LogEntry entry, RequestBody body, RequestContent content)
    {
        entry.Complete = body.Complete;
        entry.BodyLength = body.Length;
        entry.BodyHash = body.Hash;
        entry.Body = body.Kept;
        entry.Items = content.Users.ToArray();
        entry.Properties = content.Properties;
        entry.ListName = content.ListName;
        entry.Problem = content.Problem;
    }
}
