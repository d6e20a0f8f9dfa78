using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Secrets;
using Rollcall.Server.Tokens;
using Rollcall.Storage.Database;
using Rollcall.Storage.Idempotency;

namespace Rollcall.Server.Api;

/// <summary>
/// Lets a POST with an <c>Idempotency-Key</c> be repeated without doing it twice: the first answer is kept for a day and
/// given again. What was refused, failed on our side (5xx) or was never answered is forgotten, so that it may be tried again.
/// </summary>
/// <remarks>Answers may hold a token or members: they are kept sealed, and requests as a keyed hash, under a key of the master key's.</remarks>
internal sealed class IdempotencyKeys(RequestDelegate next, Databases databases, MasterKey masterKey, TimeProvider time)
{
    private const string Header = "Idempotency-Key";
    private const int MostLetters = 200;

    private const int MostBytes = 1 << 20;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private readonly byte[] _key = masterKey.Derive("idempotency keys");
    private readonly DateTimeOffset _started = time.GetUtcNow();

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
        HttpMethods.IsPost(http.Request.Method) && http.Request.Path.StartsWithSegments("/api/v1");

    private async Task<byte[]> HashAsync(HttpContext http)
    {
        var body = await ReadAsync(http.Request, http.RequestAborted);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        // A token of a smaller role must not be given what a greater one was.
        var role = TokenClaims.Of(http.User)?.Role;
        hash.AppendData(
            Encoding.UTF8.GetBytes($"{role} {http.Request.Method} {http.Request.Path}{http.Request.QueryString}\n")
        );
        hash.AppendData(body.GetBuffer().AsSpan(0, (int)body.Length));
        http.Request.Body = body;
        http.Response.RegisterForDispose(body);
        return hash.GetHashAndReset();
    }

    // However the body is sent, with its length or in chunks: what is larger is refused, not done without the key.
    private static async Task<MemoryStream> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > MostBytes)
        {
            throw TooLarge();
        }
        var body = new MemoryStream();
        var part = new byte[16 * 1024];
        while (await request.Body.ReadAsync(part, cancellation) is > 0 and var read)
        {
            if (body.Length + read > MostBytes)
            {
                throw TooLarge();
            }
            body.Write(part, 0, read);
        }
        body.Position = 0;
        return body;
    }

    private static Refusal TooLarge() =>
        Refusal.TooLarge(
            $"A request with an {Header} may have 1 MiB. Send larger ones without: members that are added or removed twice are there, or gone, once."
        );

    private async Task<AnsweredRequest?> FindAsync(RollcallDatabase database, string person, string key)
    {
        var oldest = time.GetUtcNow() - Kept;
        await database.AnsweredRequests.Where(row => row.At < oldest).ExecuteDeleteAsync();
        // An earlier process died over it: nobody answers it any more.
        await database.AnsweredRequests.Where(row => row.Status == 0 && row.At < _started).ExecuteDeleteAsync();
        return await database.AnsweredRequests.FindAsync(person, key);
    }

    private async Task RepeatAsync(HttpContext http, AnsweredRequest known, byte[] hash)
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
        await http.Response.Body.WriteAsync(SealedBox.Open(_key, known.Body, ContextOf(known)), http.RequestAborted);
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
            answer.Body = SealedBox.Seal(_key, body.GetBuffer().AsSpan(0, (int)body.Length), ContextOf(answer));
            if (!answered)
            {
                database.AnsweredRequests.Remove(answer);
            }
            await database.SaveChangesAsync();
        }
        body.Position = 0;
        await body.CopyToAsync(own, http.RequestAborted);
    }

    private static string ContextOf(AnsweredRequest answer) => $"{answer.PersonId} {answer.Key}";
}
