using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Rollcall.Simulation.Tests.Faults;
using Rollcall.Testing.Time;

namespace Rollcall.Simulation.Tests.World;

/// <summary>A destination on virtual time: it holds lists, and does with some requests what networks and servers do.</summary>
internal sealed class SimulatedDestination(SimulatedTime time, FaultPlan faults, TimeSpan settle)
{
    private readonly HashSet<string> _refuses = [];
    private int _lists;

    /// <summary>The members of each list.</summary>
    public SortedDictionary<string, SortedSet<string>> Lists { get; } = new(StringComparer.Ordinal);

    /// <summary>Everything that arrived, in order.</summary>
    public List<Arrival> Arrivals { get; } = [];

    /// <summary>Users whom it never takes in.</summary>
    public void Refuse(string user) => _refuses.Add(user);

    public bool Refuses(string user) => _refuses.Contains(user);

    public async Task<HttpResponseMessage> AnswerAsync(
        HttpRequestMessage request,
        SimulatedProcess process,
        CancellationToken cancellation
    )
    {
        var fault = faults.Next();
        if (fault == Fault.CannotConnect)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");
        }
        var body = request.Content is null
            ? ""
            : await request.Content.ReadAsStringAsync(CancellationToken.None).ConfigureAwait(false);
        var arrival = new Arrival(
            time.GetUtcNow(),
            request.RequestUri!.AbsolutePath,
            body,
            request.Headers.TryGetValues("X-Message-Id", out var ids) ? ids.First() : "",
            fault,
            process
        );
        Arrivals.Add(arrival);
        var answer = await AnswerAsync(arrival, cancellation).ConfigureAwait(false);
        arrival.IsAnswered(time.GetUtcNow(), answer);
        return answer;
    }

    private async Task<HttpResponseMessage> AnswerAsync(Arrival arrival, CancellationToken cancellation)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(1 + faults.Random.Next(200)), time, CancellationToken.None)
            .ConfigureAwait(false);
        switch (arrival.Fault)
        {
            case Fault.DroppedBefore:
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "dropped");
            case Fault.DroppedAfter:
                Apply(arrival);
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "dropped");
            case Fault.Hangs:
                await SilenceAsync(cancellation).ConfigureAwait(false);
                break;
            case Fault.HangsApplied:
                Apply(arrival);
                await SilenceAsync(cancellation).ConfigureAwait(false);
                break;
            case Fault.AppliedLate:
                ApplyLater(arrival);
                await SilenceAsync(cancellation).ConfigureAwait(false);
                break;
            case Fault.Unavailable:
                return Status(HttpStatusCode.ServiceUnavailable);
            case Fault.Failed:
                return Status(HttpStatusCode.InternalServerError);
            case Fault.FailedApplied:
                Apply(arrival);
                return Status(HttpStatusCode.InternalServerError);
            case Fault.Throttled:
                return Throttle();
            case Fault.Mumbles:
                Apply(arrival);
                return Json(HttpStatusCode.OK, """{"hm": 1}""");
        }
        return Apply(arrival);
    }

    // A cancelled Task.Delay goes on on another thread; this goes on on the one that cancels.
    private static async Task SilenceAsync(CancellationToken cancellation)
    {
        var silence = new TaskCompletionSource();
        await using var end = cancellation.Register(() => silence.TrySetCanceled(cancellation)).ConfigureAwait(false);
        await silence.Task.ConfigureAwait(false);
    }

    private void ApplyLater(Arrival arrival)
    {
        // From its arrival, and before the settle time is over: that is what the definition promises.
        var late = settle * (0.1 + (0.85 * faults.Random.NextDouble()));
        time.CreateTimer(_ => Apply(arrival), null, late, Timeout.InfiniteTimeSpan);
    }

    private HttpResponseMessage Apply(Arrival arrival)
    {
        var parts = arrival.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 1)
        {
            var id = $"L{++_lists}";
            Lists[id] = new SortedSet<string>(StringComparer.Ordinal);
            return Json(HttpStatusCode.Created, $$"""{"ok": true, "listId": "{{id}}"}""");
        }
        if (!Lists.TryGetValue(parts[1], out var members))
        {
            return Status(HttpStatusCode.NotFound);
        }
        var users = JsonSerializer.Deserialize<string[]>(
            JsonDocument.Parse(arrival.Body).RootElement.GetProperty("userIds")
        )!;
        if (parts[2] == "add" && users.Any(_refuses.Contains))
        {
            return Json(HttpStatusCode.BadRequest, """{"error": "a user is not acceptable"}""");
        }
        if (parts[2] == "add")
        {
            members.UnionWith(users);
        }
        else
        {
            members.ExceptWith(users);
        }
        return Json(HttpStatusCode.OK, """{"ok": true}""");
    }

    private HttpResponseMessage Throttle()
    {
        var answer = Status(HttpStatusCode.TooManyRequests);
        switch (faults.Random.Next(3))
        {
            case 0:
                answer.Headers.Add("Retry-After", (1 + faults.Random.Next(60)).ToString(CultureInfo.InvariantCulture));
                break;
            case 1:
                answer.Headers.Add("Retry-After", time.GetUtcNow().AddSeconds(faults.Random.Next(90)).ToString("R"));
                break;
        }
        return answer;
    }

    private static HttpResponseMessage Status(HttpStatusCode status) => Json(status, "{}");

    private static HttpResponseMessage Json(HttpStatusCode status, string body) =>
        new(status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
}
