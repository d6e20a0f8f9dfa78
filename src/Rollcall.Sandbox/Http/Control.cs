using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Rollcall.Sandbox.Destination;
using Rollcall.Sandbox.Faults;
using Rollcall.Sandbox.Log;
using Rollcall.Sandbox.Rules;

namespace Rollcall.Sandbox.Http;

/// <summary>What tests and partners ask of the sandbox itself: its health, log, faults and rules. Not logged, never faulty, no credentials.</summary>
internal sealed class Control(SandboxDestination destination, SandboxLog log, SandboxFaults faults)
{
    /// <summary>Answers the request if it is one of these.</summary>
    public async Task<bool> TryAnswerAsync(HttpContext http, string target)
    {
        try
        {
            var answer = (http.Request.Method, target.Split('?')[0]) switch
            {
                ("GET", "/health") => Answer.Json(200, json => json.WriteString("status", "ok")),
                ("GET", "/faults") => Faults(),
                ("PUT", "/faults") => await SetFaultsAsync(http),
                ("DELETE", "/faults") => ClearFaults(),
                ("GET", "/rules") => Rules(),
                ("PUT", "/rules") => await SetRulesAsync(http),
                ("GET", "/log") => null,
                _ => Unmatched,
            };
            if (answer == Unmatched)
            {
                return false;
            }
            await (answer is null ? WriteLogAsync(http, target) : WriteAsync(http, answer));
        }
        catch (Exception problem) when (problem is JsonException or ArgumentException)
        {
            await WriteAsync(http, Answer.Error(400, "invalid_request", problem.Message));
        }
        return true;
    }

    private static Answer Unmatched { get; } = new(404, []);

    private Answer Faults() => new(200, JsonSerializer.SerializeToUtf8Bytes(faults.All, SandboxJson.Options));

    private async Task<Answer> SetFaultsAsync(HttpContext http)
    {
        var wanted = await JsonSerializer.DeserializeAsync<List<Fault>>(
            http.Request.Body,
            SandboxJson.Options,
            http.RequestAborted
        );
        faults.Replace(wanted ?? []);
        return Faults();
    }

    private Answer ClearFaults()
    {
        faults.Clear();
        return Faults();
    }

    private Answer Rules() => new(200, JsonSerializer.SerializeToUtf8Bytes(destination.Rules, SandboxJson.Options));

    private async Task<Answer> SetRulesAsync(HttpContext http)
    {
        destination.Rules =
            await JsonSerializer.DeserializeAsync<SandboxRules>(
                http.Request.Body,
                SandboxJson.Options,
                http.RequestAborted
            ) ?? new();
        return Rules();
    }

    /// <summary>JSON lines; <c>?from=</c> a sequence number, <c>&amp;users=true</c> to have the users named.</summary>
    private async Task WriteLogAsync(HttpContext http, string target)
    {
        _ = int.TryParse(Route.Query(target, "from"), CultureInfo.InvariantCulture, out var from);
        var users = Route.Query(target, "users") is "true" or "1";
        http.Response.ContentType = "application/x-ndjson";
        foreach (var entry in log.Entries.Skip(from - 1))
        {
            LogJson.Write(http.Response.BodyWriter, entry, users);
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        }
    }

    private static async Task WriteAsync(HttpContext http, Answer answer)
    {
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.ContentType;
        http.Response.ContentLength = answer.Body.Length;
        await http.Response.BodyWriter.WriteAsync(answer.Body, http.RequestAborted);
    }
}
