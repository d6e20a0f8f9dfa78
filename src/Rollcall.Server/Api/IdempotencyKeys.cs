using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Rollcall.Storage.Database;
using Rollcall.Storage.Idempotency;

namespace Rollcall.Server.Api;

/// <summary>
/// Lets a POST with an <c>Idempotency-Key</c> be repeated without doing it twice: the first answer is kept for a day and
/// given again. What failed on our side (5xx) or was never answered is forgotten, so that it may be tried again.
/// </summary>
internal sealed class IdempotencyKeys(RequestDelegate next, Databases databases, TimeProvider time)
{
    private const string Header = "Idempotency-Key";
    private const int MostLetters = 200;

    // A body that is larger is an upload: it is streamed, and its repetition replaces what it made.
    private const int MostBytes = 1 << 20;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Answers.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        var key = http.Request.Headers[Header].ToString();
        if (
            key.Length == 0
            || !IsCreation(http)
            || http.User.FindFirstValue(ClaimTypes.NameIdentifier) is not { } person
        )
        {
            await next(http);
            return;
        }
        if (key.Length > MostLetters)
        {
            throw Refusal.Invalid(new FieldFault(Header, $"{Header} may have {MostLetters} characters."));
        }
        var hash = await HashAsync(http);
        await using var database = databases.OpenForInstallation();
        if (await FindAsync(database, person, key) is { } known)
        {
            await RepeatAsync(http, known, hash);
            return;
        }
        var answer = await BeginAsync(database, person, key, hash);
        await AnswerAsync(http, database, answer);
    }

    private static bool IsCreation(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method)
        && http.Request.Path.StartsWithSegments("/api/v1")
        && http.Request.ContentLength is null or <= MostBytes;

    private static async Task<byte[]> HashAsync(HttpContext http)
    {
        http.Request.EnableBuffering(MostBytes, MostBytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(
            Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}\n")
        );
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        hash.AppendData(body.GetBuffer().AsSpan(0, (int)body.Length));
        http.Request.Body.Position = 0;
        return hash.GetHashAndReset();
    }

    private async Task<AnsweredRequest?> FindAsync(RollcallDatabase database, string person, string key)
    {
        var oldest = time.GetUtcNow() - Kept;
        await database.AnsweredRequests.Where(row => row.At < oldest).ExecuteDeleteAsync();
        return await database.AnsweredRequests.FindAsync(person, key);
    }

    private static async Task RepeatAsync(HttpContext http, AnsweredRequest known, byte[] hash)
    {
        if (!known.Request.AsSpan().SequenceEqual(hash))
        {
            throw Refusal.Conflict($"This {Header} was used for another request. Take a new one for each request.");
        }
        if (known.Status == 0)
        {
            throw Refusal.Conflict(
                $"The first request with this {Header} is still being answered. Ask again in a moment."
            );
        }
        http.Response.StatusCode = known.Status;
        http.Response.ContentType = known.ContentType;
        http.Response.Headers["Idempotency-Replayed"] = "true";
        if (known.Location is not null)
        {
            http.Response.Headers.Location = known.Location;
        }
        await http.Response.Body.WriteAsync(known.Body, http.RequestAborted);
    }

    private async Task<AnsweredRequest> BeginAsync(RollcallDatabase database, string person, string key, byte[] hash)
    {
        var answer = new AnsweredRequest
        {
            PersonId = person,
            Key = key,
            Request = hash,
            At = time.GetUtcNow(),
        };
        database.AnsweredRequests.Add(answer);
        try
        {
            await database.SaveChangesAsync();
        }
        catch (DbUpdateException)
        {
            throw Refusal.Conflict(
                $"Another request with this {Header} came at the same moment. Ask again in a moment."
            );
        }
        return answer;
    }

    private async Task AnswerAsync(HttpContext http, RollcallDatabase database, AnsweredRequest answer)
    {
        var own = http.Response.Body;
        using var body = new MemoryStream();
        http.Response.Body = body;
        var answered = false;
        try
        {
            await next(http);
            answered = http.Response.StatusCode < StatusCodes.Status500InternalServerError;
        }
        finally
        {
            http.Response.Body = own;
            answer.Status = http.Response.StatusCode;
            answer.ContentType = http.Response.ContentType;
            answer.Location = http.Response.Headers.Location;
            answer.Body = body.ToArray();
            if (!answered)
            {
                database.AnsweredRequests.Remove(answer);
            }
            await database.SaveChangesAsync();
        }
        body.Position = 0;
        await body.CopyToAsync(own, http.RequestAborted);
    }
}
