using System.Net;
using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;
using Rollcall.Core.Runs;

namespace Rollcall.Core.Delivery.Batches;

/// <summary>What an answer does to the piece that it answers, to its endpoint, and to the whole run.</summary>
internal sealed class AnswerEffects(
    Plan plan,
    IReadOnlyList<LaneWork> lanes,
    Prober prober,
    Splitter splitter,
    RejectionRecorder rejections,
    RetrySchedule retries,
    DeliveryStop stop,
    RunJournal journal,
    RunTally tally,
    TimeSpan settle
)
{
    /// <summary>Takes in an answer.</summary>
    public void Apply(LaneWork lane, Piece piece, Answer answer, Judgement judgement, DateTimeOffset now)
    {
        lane.ComesBack(piece);
        NoteAttempt(lane, piece, answer, judgement);
        switch (judgement.Verdict)
        {
            case Verdict.Accepted:
                Accept(lane, piece, []);
                break;
            case Verdict.PartlyAccepted:
                Accept(lane, piece, judgement.Failed);
                break;
            case Verdict.Refused or Verdict.NotFound:
                Refuse(lane, piece, judgement);
                break;
            case Verdict.TooLarge:
                Shrink(lane, piece);
                break;
            case Verdict.Retry or Verdict.Ambiguous or Verdict.Conflict:
                TryAgain(lane, piece, answer, judgement, now);
                break;
            case Verdict.Failed:
                Fail(lane, piece);
                break;
            case Verdict.Stop:
                tally.Error(judgement.Error!, piece.Count);
                lane.Hold(piece);
                stop.Because(StopReason.CredentialsRefused);
                break;
            case Verdict.RecreateList:
                piece.Refused = true;
                lane.Hold(piece);
                stop.Because(StopReason.RecreateList, piece.LastError);
                break;
        }
    }

    private void NoteAttempt(LaneWork lane, Piece piece, Answer answer, Judgement judgement)
    {
        piece.LastError = judgement.Error ?? piece.LastError;
        piece.NotFound = judgement.Verdict == Verdict.NotFound;
        piece.InDoubt |= judgement.InDoubt;
        if (answer.Status is not null)
        {
            piece.Answered++;
        }
        else if (answer.Sent)
        {
            // Nobody knows whether it was applied, nor whether it still will be.
            piece.MayLand = true;
            journal.MayLand(lane.Operation, piece.AttemptStarted + settle);
        }
    }

    private void Accept(LaneWork lane, Piece piece, IReadOnlyList<FailedItem> failed)
    {
        var endpoint = lane.Endpoint;
        var start = piece.Start;
        foreach (var item in failed)
        {
            var position = piece.Start + item.Index;
            Acknowledge(lane, start, position - start, piece.MayLand);
            splitter.RejectNamed(lane, piece, item);
            start = position + 1;
        }
        Acknowledge(lane, start, piece.End - start, piece.MayLand);
        lane.Forget(piece);
        if (failed.Count == piece.Count)
        {
            return;
        }
        HasAccepted(endpoint);
    }

    private void HasAccepted(EndpointWork endpoint)
    {
        endpoint.HasAccepted();
        if (endpoint.Probing is not null)
        {
            prober.Works(endpoint, lanes);
        }
    }

    private void Acknowledge(LaneWork lane, long start, long count, bool mayLand)
    {
        if (count > 0)
        {
            lane.Settle(start, count, Outcome.Acknowledged, mayLand);
            rejections.Forget(lane.Lane, start, count);
            tally.Deliver(DeliveredItems.Count(plan, lane.Lane, start, count));
        }
    }

    private void Refuse(LaneWork lane, Piece piece, Judgement judgement)
    {
        (piece.Refused, piece.Named) = (true, judgement.Failed);
        if (judgement.PartSucceeded)
        {
            // Some of it was applied, and nobody knows which.
            piece.InDoubt = true;
            HasAccepted(lane.Endpoint);
        }
        if (IsDoneBy404(lane, piece))
        {
            Acknowledge(lane, piece.Start, 1, piece.MayLand);
            lane.Forget(piece);
        }
        else if (lane.Endpoint.BelievesRefusals || (piece.NotFound && ListIsThere(lane)))
        {
            splitter.SplitOrReject(lane, piece);
        }
        else
        {
            prober.Hold(lane, piece);
        }
    }

    // A single remove of somebody who is not there is done, unless the whole list may be missing.
    private bool IsDoneBy404(LaneWork lane, Piece piece) =>
        piece is { NotFound: true, Count: 1 }
        && lane.Operation == Operation.Remove
        && (lane.Endpoint.BelievesRefusals || lane.Endpoint.Endpoint.BatchSize == 1 || ListIsThere(lane));

    private bool ListIsThere(LaneWork lane) =>
        lane.Operation == Operation.Remove
        && lanes.Any(other => other.Operation == Operation.Add && other.Endpoint.State == EndpointState.Works);

    private void Shrink(LaneWork lane, Piece piece)
    {
        if (piece.Count == 1)
        {
            splitter.Reject(lane, piece);
            return;
        }
        var size = Math.Min(lane.Endpoint.BatchSize, (piece.Count + 1) / 2);
        lane.Endpoint.BatchSize = size;
        journal.LearnBatchSize(lane.Endpoint.Endpoint.Name, size);
        Splitter.CutSmaller(lane, piece, size);
    }

    private void TryAgain(LaneWork lane, Piece piece, Answer answer, Judgement judgement, DateTimeOffset now)
    {
        lane.Endpoint.HasNotAccepted();
        var asksForPatience =
            answer.Status is (int)HttpStatusCode.TooManyRequests or 503 && answer.RetryAfter is not null;
        if (asksForPatience && answer.RetryAfter > RetrySchedule.LongestWait)
        {
            journal.PauseUntil(now + RetrySchedule.Bounded(answer.RetryAfter!.Value));
            tally.Error(piece.LastError!, piece.Count);
            lane.Hold(piece);
            stop.Because(StopReason.LongPause);
            return;
        }
        var isFree =
            answer.Status == (int)HttpStatusCode.TooManyRequests && answer.RetryAfter >= RetrySchedule.FreeWait;
        if (!isFree && !RetrySchedule.HasTry(piece))
        {
            GiveUp(lane, piece, answer, judgement.Verdict);
            return;
        }
        piece.Tries += isFree ? 0 : 1;
        var due = now + retries.Delay(piece.Tries, answer.RetryAfter);
        if (lane.Endpoint.Probing is { } probing && piece.Probe)
        {
            probing.Retry = (lane, piece, due);
        }
        else
        {
            lane.Wait(piece, due);
        }
    }

    private void GiveUp(LaneWork lane, Piece piece, Answer answer, Verdict verdict)
    {
        var endpoint = lane.Endpoint;
        var isRefusedByOthersStandard =
            answer.Status == 500 && endpoint.State == EndpointState.Works && piece.Count > 1;
        if (verdict == Verdict.Conflict || isRefusedByOthersStandard)
        {
            piece.PartsRetryOnce = true;
            Refuse(lane, piece, new Judgement { Verdict = Verdict.Refused });
            return;
        }
        tally.Error(piece.LastError!, piece.Count);
        lane.Settle(piece, piece.InDoubt ? Outcome.InDoubt : Outcome.None);
        if (answer is { Kind: AnswerKind.CannotConnect, Sent: false })
        {
            stop.Because(StopReason.Unreachable);
        }
        else if (endpoint.Accepted == piece.AcceptedBefore)
        {
            // In all this time nothing was accepted: the rest would fare no better.
            endpoint.IsFailing();
        }
    }

    private void Fail(LaneWork lane, Piece piece)
    {
        var endpoint = lane.Endpoint;
        if (piece.Probe && endpoint.Probing is not null)
        {
            prober.Hold(lane, piece);
            return;
        }
        endpoint.FailedBatches++;
        tally.Error(piece.LastError!, piece.Count);
        lane.Settle(piece, piece.InDoubt ? Outcome.InDoubt : Outcome.None);
        if (endpoint.State == EndpointState.Unknown && endpoint.FailedBatches >= EndpointWork.FailedBatchesUntilFailing)
        {
            endpoint.IsFailing();
        }
    }
}
