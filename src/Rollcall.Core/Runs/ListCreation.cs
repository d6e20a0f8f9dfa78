using Rollcall.Core.Delivery;
using Rollcall.Core.Delivery.Batches;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;

namespace Rollcall.Core.Runs;

/// <summary>
/// Sees to it that the list exists and its ID is known. That a creation is about to be sent is durable before it is;
/// one that was sent and not answered may have made a list that nobody knows, so it is repeated at most once a run.
/// </summary>
internal sealed class ListCreation(
    SyncRequest request,
    RunJournal journal,
    RunTally tally,
    Sender sender,
    RetrySchedule retries,
    Pacer pacer,
    SecretMask mask,
    RequestRecorder recorder,
    TimeProvider time,
    Random random
)
{
    private readonly RenderedRequest _rendered = new();
    private bool _wasRepeated;
    private int _answered;
    private int _tries;
    private DateTimeOffset _sentAt;

    /// <summary>Creates the list where there is none yet.</summary>
    /// <returns>Null when the list's ID is known; else why not. What happened is in the tally.</returns>
    public async Task<StopReason?> EnsureAsync(RunValues values, CancellationToken stop)
    {
        var endpoints = request.Integration.Endpoints;
        if (request.Integration.Type == IntegrationType.Property || journal.Sync.ListId is not null)
        {
            return null;
        }
        if (endpoints.ListId is { } chosen)
        {
            var id = ListIdText.Render(chosen, request.Integration, values);
            if (await IsTakenAsync("", id).ConfigureAwait(false))
            {
                return StopReason.NoList;
            }
            journal.Change(sync => sync with { ListId = id });
            await journal.CommitAsync([]).ConfigureAwait(false);
            return null;
        }
        return await CreateAsync(endpoints.CreateList!, values, stop).ConfigureAwait(false);
    }

    private async Task<StopReason?> CreateAsync(Endpoint endpoint, RunValues values, CancellationToken stop)
    {
        var builder = RequestBuilder.Create(
            request.Integration,
            endpoint,
            values,
            ItemLayout.Of(request.Integration.Mapping)
        );
        var judge = new Judge(endpoint, builder, mask);
        if (journal.Sync.CreationUnanswered)
        {
            NoteOrphan();
            _wasRepeated = true;
        }
        for (var wait = TimeSpan.Zero; ; )
        {
            if (!await WaitAsync(endpoint, wait, stop).ConfigureAwait(false))
            {
                return StopReason.Canceled;
            }
            var answer = await SendAsync(builder, stop).ConfigureAwait(false);
            var judgement = judge.Read(answer, null);
            tally.Attempt(answer, judgement.Verdict == Verdict.Accepted, _tries > 0);
            recorder.Add(endpoint, _rendered, 0, answer, judgement, _sentAt, time.GetUtcNow());
            if (judgement.Verdict == Verdict.Accepted)
            {
                return await RememberAsync(endpoint, judge, answer).ConfigureAwait(false);
            }
            if (NextWait(answer, judgement) is not { } next)
            {
                tally.Error(judgement.Error!, items: 0);
                await journal.CommitAsync([]).ConfigureAwait(false);
                return ReasonOf(answer, judgement);
            }
            wait = next;
        }
    }

    // The pause that an earlier answer asked for, the account's limits, and the wait before another try.
    private async Task<bool> WaitAsync(Endpoint endpoint, TimeSpan wait, CancellationToken stop)
    {
        try
        {
            while (wait > TimeSpan.Zero || (wait = pacer.WaitFor(endpoint, time.GetUtcNow())) > TimeSpan.Zero)
            {
                // Delays are whole milliseconds: rounded down, a shorter wait would never pass.
                var rounded = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
                await Task.Delay(rounded, time, stop).ConfigureAwait(false);
                wait = TimeSpan.Zero;
            }
            return !stop.IsCancellationRequested;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<Answer> SendAsync(RequestBuilder builder, CancellationToken stop)
    {
        var id = journal.Sync.CreationId ?? $"create-{SyncIdentity.NewId(random)}";
        var wasUnanswered = journal.Sync.CreationUnanswered;
        journal.Change(sync => sync with { CreationId = id, CreationUnanswered = true });
        await journal.CommitAsync([]).ConfigureAwait(false);
        builder.Render(null, new BatchValues(Operation.Add, id, _answered), _rendered);
        _sentAt = time.GetUtcNow();
        pacer.Leaves(request.Integration.Endpoints.CreateList!, _sentAt);
        var answer = await sender
            .SendAsync(_rendered, request.Integration.Delivery.Timeout, CancellationToken.None)
            .ConfigureAwait(false);
        pacer.Learn(answer, time.GetUtcNow());
        if (answer.Status is not null)
        {
            _answered++;
        }
        if (answer.Status is not null || !answer.Sent)
        {
            journal.Change(sync => sync with { CreationUnanswered = wasUnanswered && answer.Status is null });
        }
        return answer;
    }

    // Two syncs on one list would undo each other's work.
    private async Task<bool> IsTakenAsync(string endpoint, string listId)
    {
        if (request.ClaimList is not { } claim || await claim(listId).ConfigureAwait(false) is not { } refusal)
        {
            return false;
        }
        tally.Error(new DeliveryError(endpoint, null, "list taken", refusal, ""), items: 0);
        await journal.CommitAsync([]).ConfigureAwait(false);
        return true;
    }

    private async Task<StopReason?> RememberAsync(Endpoint endpoint, Judge judge, Answer answer)
    {
        if (judge.ReadListId(answer, _rendered, out var error) is not { } id)
        {
            tally.Error(error!, items: 0);
            await journal.CommitAsync([]).ConfigureAwait(false);
            return StopReason.NoList;
        }
        if (await IsTakenAsync(endpoint.Name, id.Text).ConfigureAwait(false))
        {
            return StopReason.NoList;
        }
        journal.Change(sync =>
            sync with
            {
                ListId = id.Text,
                ListIdIsNumber = id.IsNumber,
                ListCreatedAt = time.GetUtcNow(),
                CreationId = null,
                CreationUnanswered = false,
            }
        );
        await journal.CommitAsync([]).ConfigureAwait(false);
        return null;
    }

    // Null: the creation has failed.
    private TimeSpan? NextWait(Answer answer, Judgement judgement)
    {
        if (judgement.Verdict is not (Verdict.Retry or Verdict.Ambiguous) || _tries >= RetrySchedule.Retries)
        {
            return null;
        }
        if (answer.RetryAfter > RetrySchedule.LongestWait)
        {
            journal.PauseUntil(time.GetUtcNow() + RetrySchedule.Bounded(answer.RetryAfter.Value));
            return null;
        }
        if (answer is { Sent: true, Status: null })
        {
            if (_wasRepeated)
            {
                return null;
            }
            _wasRepeated = true;
            NoteOrphan();
        }
        _tries++;
        return retries.Delay(_tries, answer.RetryAfter);
    }

    private static StopReason ReasonOf(Answer answer, Judgement judgement) =>
        judgement.Verdict == Verdict.Stop ? StopReason.CredentialsRefused
        : answer.RetryAfter > RetrySchedule.LongestWait ? StopReason.LongPause
        : answer.Sent ? StopReason.NoList
        : StopReason.Unreachable;

    private void NoteOrphan() =>
        tally.Note(
            "A creation of the list was sent and not answered. It is repeated once a run; "
                + "if the destination made both, an empty list of this name is left over there."
        );
}
