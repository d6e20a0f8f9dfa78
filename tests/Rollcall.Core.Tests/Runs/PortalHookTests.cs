using System.Net;
using Rollcall.Core.Delivery;
using Rollcall.Core.Runs;
using static Rollcall.Core.Tests.Runs.EngineHarness;

namespace Rollcall.Core.Tests.Runs;

/// <summary>What a run tells to, and asks of, whoever runs many of them.</summary>
public sealed class PortalHookTests
{
    [Fact]
    public void A_list_that_belongs_to_another_sync_gets_nobody()
    {
        using var harness = new EngineHarness();
        harness.Cohort = Users(10);
        var asked = new List<string>();

        var report = harness.Sync(request =>
            request with
            {
                ClaimList = id =>
                {
                    asked.Add(id);
                    return Task.FromResult<string?>("The list L1 belongs to the sync of VIPs.");
                },
            }
        );

        Assert.Equal(RunStatus.Failed, report.Status);
        Assert.Equal(["L1"], asked);
        Assert.Empty(harness.Destination.Adds);
        Assert.Equal("The list L1 belongs to the sync of VIPs.", Assert.Single(report.Errors).Message);
        Assert.Null(harness.Ledger.Load()!.ListId);
    }

    [Fact]
    public void Every_request_is_told_with_what_came_of_it_and_without_the_secret()
    {
        using var harness = new EngineHarness(batchSize: 10);
        harness.Cohort = [.. Users(10), "secret-token"];
        harness.Destination.Script = request =>
            request.Has("u0003") ? ScriptedDestination.Answer(HttpStatusCode.BadRequest, "no secret-token") : null;
        var log = new Log();

        var report = harness.Sync(request => request with { RequestLog = log });

        Assert.Equal(report.Requests.Sent, log.Requests.Count);
        Assert.Equal("createList", log.Requests[0].Endpoint);
        Assert.Equal(report.Requests.Failed, log.Requests.Count(request => !request.Succeeded));
        Assert.Contains(log.Requests, request => request is { Status: 400, Response: "no ***" });
        Assert.DoesNotContain(log.Requests, request => request.Request.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public void A_held_run_names_users_who_would_go()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(500));
        harness.Cohort = Users(50);

        var examples = harness.Sync().LeavingExamples!;

        Assert.Equal(20, examples.Distinct().Count());
        Assert.Subset(Users(500)[50..].ToHashSet(), examples.ToHashSet());
    }

    [Fact]
    public void Refused_credentials_are_told_apart_from_other_failures()
    {
        using var harness = new EngineHarness();
        harness.Cohort = Users(10);
        harness.Destination.Script = _ => ScriptedDestination.Answer(HttpStatusCode.Unauthorized);
        Assert.True(harness.Sync().NeedsCredentials);
        harness.Destination.Script = _ => ScriptedDestination.Answer(HttpStatusCode.Conflict);
        Assert.False(harness.Sync().NeedsCredentials);
    }

    [Fact]
    public void Rejected_users_are_sent_again_at_once_when_a_person_asks()
    {
        using var harness = new EngineHarness();
        harness.Cohort = Users(8);
        harness.Destination.Script = request =>
            request.Has("u0003") ? ScriptedDestination.Answer(HttpStatusCode.BadRequest) : null;
        Assert.Equal(1, harness.Sync().Rejected.Add);
        harness.Destination.Script = _ => null;
        Assert.Equal(1, harness.Sync().Rejected.Add);

        harness.Ledger.RetryRejections();

        Assert.Equal(RunStatus.Succeeded, harness.Sync().Status);
        Assert.Equal(Users(8), harness.Destination.Members);
    }

    [Fact]
    public void A_run_keeps_within_what_other_runs_leave_of_the_account()
    {
        using var harness = new EngineHarness(batchSize: 10);
        harness.Cohort = Users(100);
        var share = new Share();

        var report = harness.Sync(request => request with { Account = share });

        Assert.Equal(RunStatus.Succeeded, report.Status);
        Assert.Equal(11, share.Left);
        Assert.Equal(11, share.Learned);
        Assert.True(share.LeftWithoutPermit == 0);
    }

    private sealed class Log : IRequestLog
    {
        public List<LoggedRequest> Requests { get; } = [];

        public void Add(LoggedRequest request) => Requests.Add(request);
    }

    /// <summary>A permit a second, one request in flight.</summary>
    private sealed class Share : IAccountShare
    {
        private DateTimeOffset _next;

        public int Parallelism => 1;

        public int Left { get; private set; }

        public int Learned { get; private set; }

        public int LeftWithoutPermit { get; private set; }

        public TimeSpan WaitFor(DateTimeOffset now) => _next > now ? _next - now : TimeSpan.Zero;

        public void Leaves(DateTimeOffset now)
        {
            Left++;
            LeftWithoutPermit += _next > now ? 1 : 0;
            _next = now.AddSeconds(1);
        }

        public void Learn(Answer answer, DateTimeOffset now) => Learned++;
    }
}
