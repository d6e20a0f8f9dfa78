using System.Net;
using Rollcall.Core.Runs;
using Rollcall.Core.Storage;
using static Rollcall.Core.Tests.Runs.EngineHarness;
using static Rollcall.Core.Tests.Runs.ScriptedDestination;

namespace Rollcall.Core.Tests.Runs;

/// <summary>Retries, silence, crashes, lists that vanish.</summary>
public sealed class TroubleTests
{
    [Fact]
    public void A_failing_batch_is_tried_nine_times_with_one_message_id_and_is_then_in_doubt()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(10));
        harness.Cohort = Users(15);
        harness.Destination.Script = _ => Answer(HttpStatusCode.BadGateway);
        var began = harness.Time.GetUtcNow();
        var report = harness.Sync();
        Assert.Equal(RunStatus.Failed, report.Status);
        Assert.Equal(5, report.InDoubt);
        Assert.Equal(9, harness.Destination.Requests.Count);
        Assert.Single(harness.Destination.Requests.Select(request => request.MessageId).Distinct());
        Assert.InRange((harness.Time.GetUtcNow() - began).TotalSeconds, 255, 255 * 1.25 + 1);
    }

    [Fact]
    public void A_batch_last_answered_503_stays_as_it_was()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(10));
        harness.Cohort = Users(15);
        harness.Destination.Script = _ => Answer(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(0, harness.Sync().InDoubt);
    }

    [Fact]
    public void A_dead_endpoint_is_not_tried_with_every_batch()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(10));
        harness.Cohort = Users(10_000);
        harness.Destination.Script = _ => Answer(HttpStatusCode.BadGateway);
        harness.Sync();
        Assert.InRange(harness.Destination.Requests.Count, 9, 9 * 5);
    }

    [Fact]
    public void A_throttled_batch_uses_up_no_try_and_waits_as_asked()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(10));
        harness.Cohort = Users(15);
        var refusals = 20;
        harness.Destination.Script = _ => refusals-- > 0 ? Throttled("30") : null;
        var began = harness.Time.GetUtcNow();
        Assert.Equal(RunStatus.Succeeded, harness.Sync().Status);
        Assert.InRange((harness.Time.GetUtcNow() - began).TotalSeconds, 20 * 30, 20 * 40);
    }

    [Fact]
    public void A_retry_after_of_over_an_hour_ends_the_run_and_holds_for_the_next()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(10));
        harness.Cohort = Users(500);
        harness.Destination.Script = _ => Throttled("7200");
        Assert.Equal(RunStatus.Failed, harness.Sync().Status);
        Assert.InRange(harness.Destination.Requests.Count, 1, 4);
        harness.Destination.Requests.Clear();
        harness.Destination.Script = _ => null;
        harness.Time.Pass(TimeSpan.FromMinutes(30));
        Assert.Equal(RunStatus.Failed, harness.Sync().Status);
        Assert.Empty(harness.Destination.Requests);
        harness.Time.Pass(TimeSpan.FromMinutes(91));
        Assert.Equal(RunStatus.Succeeded, harness.Sync().Status);
    }

    [Fact]
    public void An_unreachable_host_stops_everything_after_one_batchs_tries()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(200));
        harness.Cohort = [.. Users(200)[10..], .. Users(1000, "new")];
        harness.Destination.IsDown = true;
        var report = harness.Sync();
        Assert.Equal(RunStatus.Failed, report.Status);
        Assert.Equal(0, report.Requests.Sent);
        Assert.Equal(0, report.Delivered.Remove);
        Assert.InRange(harness.Destination.Knocks, 9, 9 * 6);
    }

    [Fact]
    public void An_add_that_timed_out_after_it_was_applied_is_removed_when_its_user_leaves()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(20));
        harness.Cohort = [.. Users(20), "late"];
        harness.Destination.Script = request =>
        {
            if (request.Has("late"))
            {
                harness.Destination.Members.As<SortedSet<string>>().Add("late");
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "dropped");
            }
            return null;
        };
        Assert.Equal(1, harness.Sync().InDoubt);
        var silentAt = harness.Time.GetUtcNow();
        harness.Destination.Script = _ => null;
        harness.Destination.Requests.Clear();
        harness.Cohort = Users(20);
        Assert.Equal(RunStatus.Succeeded, harness.Sync().Status);
        Assert.Equal(Users(20), harness.Destination.Members);
        Assert.Equal(["late"], Assert.Single(harness.Destination.Removes).Users);
        Assert.True(harness.Time.GetUtcNow() >= silentAt + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_removal_waits_for_an_unanswered_add_though_its_retry_was_acknowledged()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(20));
        harness.Cohort = [.. Users(20), "late"];
        var first = true;
        DateTimeOffset silentAt = default;
        harness.Destination.Script = request =>
        {
            if (request.Has("late") && first)
            {
                (first, silentAt) = (false, harness.Time.GetUtcNow());
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "dropped");
            }
            return null;
        };
        Assert.Equal(
            RunStatus.Succeeded,
            harness.Sync(request => request with { RetryBase = TimeSpan.FromMilliseconds(1) }).Status
        );
        harness.Cohort = Users(20);
        DateTimeOffset removedAt = default;
        harness.Destination.Script = request =>
        {
            removedAt = request.IsRemove ? harness.Time.GetUtcNow() : removedAt;
            return null;
        };
        Assert.Equal(RunStatus.Succeeded, harness.Sync().Status);
        Assert.True(removedAt >= silentAt + TimeSpan.FromSeconds(2), $"{silentAt:O} {removedAt:O}");
    }

    [Fact]
    public void The_settle_time_counts_from_when_an_attempt_left_not_from_when_its_step_could_not_be_written_yet()
    {
        using var harness = new EngineHarness();
        harness.Settled(Users(20));
        harness.Cohort = [.. Users(20), "late"];
        var refusals = 60;
        harness.Ledger.BeforeCommit = step =>
        {
            if (step.Pieces.Exists(piece => piece.Sending) && refusals-- > 0)
            {
                throw new LedgerBusyException("The disk is full.", null);
            }
        };
        DateTimeOffset silentAt = default;
        harness.Destination.Script = request =>
        {
            if (request.Has("late") && silentAt == default)
            {
                silentAt = harness.Time.GetUtcNow();
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "dropped");
            }
            return null;
        };
        harness.Sync(request => request with { RetryBase = TimeSpan.FromMilliseconds(1) });
        harness.Cohort = Users(20);
        DateTimeOffset removedAt = default;
        harness.Destination.Script = request =>
        {
            removedAt = request.IsRemove ? harness.Time.GetUtcNow() : removedAt;
            return null;
        };
        Assert.Equal(RunStatus.Succeeded, harness.Sync().Status);
        Assert.True(removedAt >= silentAt + TimeSpan.FromSeconds(2), $"{silentAt:O} {removedAt:O}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(9)]
    public void A_run_cut_by_a_crash_counts_every_request_that_was_sent(int atAdd)
    {
        using var harness = new EngineHarness { Cohort = Users(1000) };
        Assert.Throws<DivideByZeroException>(() => Crash(harness, atAdd));
        harness.Destination.Script = _ => null;
        var requests = harness.Sync().Requests;
        Assert.Equal(harness.Destination.Requests.Count, requests.Sent);
        Assert.Equal(11, requests.Succeeded); // the creation and ten batches
        Assert.Equal(requests.Sent - 11, requests.Failed);
    }

    [Fact]
    public void A_closed_run_counts_every_request_that_was_sent()
    {
        using var harness = new EngineHarness { Cohort = Users(1000) };
        Assert.Throws<DivideByZeroException>(() => Crash(harness, atAdd: 6));
        var sent = harness.Destination.Requests.Count;
        harness.Destination.Script = _ => null;
        harness.Cohort = Users(999);
        harness.Sync();
        Assert.Equal(sent, harness.Ledger.Runs()[1].Report.Requests.Sent);
    }

    [Fact]
    public void A_run_cut_by_a_crash_goes_on_with_its_message_ids_and_sends_again_only_what_was_in_flight()
    {
        using var harness = new EngineHarness { Cohort = Users(1000) };
        Assert.Throws<DivideByZeroException>(() => Crash(harness, atAdd: 6));
        var inFlight = harness.Destination.Adds.Select(add => add.MessageId).ToList();
        harness.Destination.Requests.Clear();
        harness.Destination.Script = _ => null;
        var report = harness.Sync();
        Assert.Equal(RunStatus.Succeeded, report.Status);
        Assert.Equal(1000, report.Delivered.Add);
        Assert.Single(harness.Ledger.Runs());
        Assert.InRange(harness.Destination.Adds.Count(add => inFlight.Contains(add.MessageId)), 1, 4);
        Assert.Equal(harness.Cohort, harness.Destination.Members);
    }

    [Fact]
    public void A_run_cut_by_a_crash_is_closed_when_the_cohort_has_changed()
    {
        using var harness = new EngineHarness { Cohort = Users(1000) };
        Assert.Throws<DivideByZeroException>(() => Crash(harness, atAdd: 6));
        harness.Destination.Script = _ => null;
        harness.Cohort = Users(1000)[500..];
        var report = harness.Sync(request => request with { MaxRemovals = new RemovalLimit(1, null) });
        Assert.Equal(RunStatus.Succeeded, report.Status);
        Assert.Equal(harness.Cohort, harness.Destination.Members);
        Assert.Equal(RunStatus.PartiallySucceeded, harness.Ledger.Runs()[1].Status);
    }

    [Fact]
    public void A_list_that_is_gone_is_created_anew_where_the_definition_says_so_and_the_old_membership_is_kept()
    {
        using var harness = Recreating();
        harness.Settled(Users(300));
        harness.Destination.Lists.Clear();
        harness.Time.Pass(TimeSpan.FromMinutes(11));
        harness.Cohort = [.. Users(300), "new"];
        var report = harness.Sync();
        Assert.Equal(RunStatus.Succeeded, report.Status);
        Assert.Equal("L2", report.ListId);
        Assert.Equal(harness.Cohort.Order(StringComparer.Ordinal), harness.Destination.Members);
        Assert.Equal("L1", Assert.Single(harness.Ledger.Retired).ListId);
    }

    [Fact]
    public void A_list_is_not_created_anew_within_ten_minutes_nor_twice_in_a_run()
    {
        using var harness = Recreating();
        harness.Settled(Users(300));
        harness.Destination.Lists.Clear();
        harness.Cohort = [.. Users(300), "new"];
        var report = harness.Sync();
        Assert.Equal(RunStatus.Failed, report.Status);
        Assert.Empty(harness.Destination.Creations);

        harness.Time.Pass(TimeSpan.FromMinutes(11));
        harness.Destination.Script = request => request.IsAdd ? Answer(HttpStatusCode.NotFound) : null;
        Assert.Equal(RunStatus.Failed, harness.Sync().Status);
        Assert.Single(harness.Destination.Creations);
    }

    [Fact]
    public void A_creation_that_was_not_answered_is_repeated_once_a_run_with_its_id()
    {
        using var harness = new EngineHarness { Cohort = Users(10) };
        harness.Destination.Script = _ => throw new HttpRequestException(HttpRequestError.ResponseEnded, "dropped");
        Assert.Equal(RunStatus.Failed, harness.Sync().Status);
        Assert.Equal(2, harness.Destination.Creations.Count());
        harness.Destination.Script = _ => null;
        var report = harness.Sync();
        Assert.Equal(RunStatus.Succeeded, report.Status);
        Assert.Contains(report.Notes, note => note.Contains("not answered", StringComparison.Ordinal));
        Assert.Single(harness.Destination.Creations.Select(creation => creation.MessageId).Distinct());
    }

    [Fact]
    public void An_answer_without_a_list_id_fails_the_run_and_tells_where_it_was_sought()
    {
        using var harness = new EngineHarness { Cohort = Users(10) };
        harness.Destination.Script = _ => Answer(HttpStatusCode.OK, """{"id": 7}""");
        var report = harness.Sync();
        Assert.Equal(RunStatus.Failed, report.Status);
        Assert.Contains("listId", report.Errors.Single().Message, StringComparison.Ordinal);
        Assert.Contains("\"id\": 7", report.Errors.Single().Response, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_owner_makes_the_older_stop_without_another_request()
    {
        using var harness = new EngineHarness { Cohort = Users(1000) };
        harness.Destination.Script = _ =>
        {
            if (harness.Destination.Adds.Count() == 3)
            {
                harness.Ledger.Claim();
            }
            return null;
        };
        Assert.Throws<LostOwnershipException>(() => harness.Sync());
        Assert.InRange(harness.Destination.Adds.Count(), 3, 3 + 4);
    }

    private static EngineHarness Recreating() =>
        new(errors: "{status: 404, reason: Gone, message: The list is gone., action: recreate_list}");

    private static HttpResponseMessage Throttled(string retryAfter)
    {
        var answer = Answer(HttpStatusCode.TooManyRequests);
        answer.Headers.Add("Retry-After", retryAfter);
        return answer;
    }

    // What no engine expects: it goes through it like a crash, and nothing is tidied up.
    private static void Crash(EngineHarness harness, int atAdd)
    {
        harness.Destination.Script = _ =>
            harness.Destination.Adds.Count() == atAdd ? throw new DivideByZeroException() : null;
        harness.Sync();
    }
}

/// <summary>Reads better than a cast.</summary>
internal static class Casting
{
    public static T As<T>(this object value) => (T)value;
}
