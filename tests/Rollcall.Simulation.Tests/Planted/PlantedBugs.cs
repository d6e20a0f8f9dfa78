using System.Net;
using Rollcall.Core.Diffing;
using Rollcall.Core.Runs;
using Rollcall.Core.Storage;
using Rollcall.Simulation.Tests.World;

namespace Rollcall.Simulation.Tests.Planted;

/// <summary>Mistakes that engines of this kind make. Each stands at a seam, so that what the engine does is what it would do with the mistake inside.</summary>
internal static class PlantedBugs
{
    public static readonly PlantedBug[] All =
    [
        Ledger("an interrupted batch counts as acknowledged (ack before send)", inner => new AckBeforeSend(inner)),
        Ledger("intents are not made durable", inner => new StepEdit(inner, DropIntents)),
        Ledger("acknowledgements are not made durable", inner => new StepEdit(inner, step => step.Outcomes.Clear())),
        Ledger(
            "a restart forgets what was in flight",
            inner => new InterruptedEdit(inner, run => run with { Pieces = [] })
        ),
        Ledger(
            "a restart forgets what was acknowledged",
            inner => new InterruptedEdit(inner, run => run with { Outcomes = [] })
        ),
        Ledger("requests do not wait until their intents are on disk", inner => new FlushSkipped(inner)),
        Ledger("the epoch is not checked", inner => new NoEpochCheck(inner)),
        Ledger(
            "a damaged membership is read as an empty one",
            inner => new SyncEdit(inner, sync => sync with { Membership = null })
        ),
        Ledger("the promotion is lost", inner => new LostPromotion(inner)),
        Ledger(
            "Retry-After is forgotten after a restart",
            inner => new SyncEdit(inner, sync => sync with { PausedUntil = null })
        ),
        Ledger(
            "the settle time is forgotten after a restart",
            inner => new SyncEdit(inner, sync => sync with { AddsMayLandUntil = null, RemovesMayLandUntil = null })
        ),
        Ledger("the list's ID is not made durable", inner => new ListIdLost(inner)),
        Network(
            "an unanswered request counts as not applied (two-valued baseline)",
            inner => new SilenceIsRefusal(inner)
        ),
        Network("a failure counts as a success (early promotion)", inner => new FailureIsSuccess(inner)),
        Network("each attempt has a message ID of its own", inner => new OwnMessageIds(inner)),
        new(
            "opposite operations do not wait for unanswered ones",
            (ledger, network) => (ledger, network),
            integration => integration with { Delivery = integration.Delivery with { Settle = TimeSpan.Zero } }
        ),
    ];

    private static PlantedBug Ledger(string name, Func<ISyncLedger, ISyncLedger> plant) =>
        new(name, (ledger, network) => (plant(ledger), network));

    private static PlantedBug Network(string name, Func<HttpMessageHandler, HttpMessageHandler> plant) =>
        new(name, (ledger, network) => (ledger, plant(network)));

    private static void DropIntents(LedgerStep step) => step.Pieces.RemoveAll(piece => piece.Sending || piece.Ahead);

    private sealed class StepEdit(ISyncLedger inner, Action<LedgerStep> edit) : LedgerDecorator(inner)
    {
        public override void Commit(long epoch, LedgerStep step)
        {
            edit(step);
            base.Commit(epoch, step);
        }

        public override void Append(long epoch, LedgerStep step)
        {
            edit(step);
            base.Append(epoch, step);
        }
    }

    private sealed class SyncEdit(ISyncLedger inner, Func<SyncRecord, SyncRecord> edit) : LedgerDecorator(inner)
    {
        public override SyncRecord? Load() => base.Load() is { } sync ? edit(sync) : null;
    }

    private sealed class InterruptedEdit(ISyncLedger inner, Func<InterruptedRun, InterruptedRun> edit)
        : LedgerDecorator(inner)
    {
        public override InterruptedRun? Interrupted() => base.Interrupted() is { } run ? edit(run) : null;
    }

    private sealed class AckBeforeSend(ISyncLedger inner) : LedgerDecorator(inner)
    {
        public override InterruptedRun? Interrupted() =>
            base.Interrupted() is { } run
                ? run with
                {
                    Pieces = [.. run.Pieces.Where(piece => !piece.Sending)],
                    Outcomes =
                    [
                        .. run.Outcomes,
                        .. run.Pieces.Where(piece => piece.Sending).Select(piece => (piece.Lane, Acknowledged(piece))),
                    ],
                }
                : null;

        private static OutcomeRange Acknowledged(PieceRecord piece) =>
            new(piece.Start, piece.Count, Outcome.Acknowledged, MayLand: false);
    }

    private sealed class FlushSkipped(ISyncLedger inner) : LedgerDecorator(inner)
    {
        public override Task FlushAsync() => Task.CompletedTask;
    }

    private sealed class NoEpochCheck(ISyncLedger inner) : LedgerDecorator(inner)
    {
        // Commits with whatever epoch is the present one: claiming anew makes it so.
        public override void Commit(long epoch, LedgerStep step) => base.Commit(base.Claim(), step);

        public override void Append(long epoch, LedgerStep step) => base.Append(base.Claim(), step);
    }

    private sealed class LostPromotion(ISyncLedger inner) : LedgerDecorator(inner)
    {
        public override void Commit(long epoch, LedgerStep step)
        {
            var before = base.Load()?.Membership;
            if (before is not null && step.Sync is { } sync)
            {
                step.Sync = sync with { Membership = before };
            }
            base.Commit(epoch, step);
        }
    }

    private sealed class ListIdLost(ISyncLedger inner) : LedgerDecorator(inner)
    {
        public override SyncRecord? Load() =>
            base.Load() is { } sync && Runs(1)[0].Status == RunStatus.Running
                ? sync with
                {
                    ListId = null,
                }
                : base.Load();
    }

    private sealed class SilenceIsRefusal(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellation
        )
        {
            try
            {
                return await base.SendAsync(request, cancellation).ConfigureAwait(false);
            }
            catch (Exception silence) when (silence is HttpRequestException or OperationCanceledException)
            {
                return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
                {
                    Content = new ByteArrayContent([]),
                };
            }
        }
    }

    private sealed class FailureIsSuccess(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellation
        )
        {
            var answer = await base.SendAsync(request, cancellation).ConfigureAwait(false);
            return answer.StatusCode == HttpStatusCode.ServiceUnavailable
                ? new HttpResponseMessage(HttpStatusCode.OK)
                {
                    Content = new StringContent("""{"ok": true, "listId": "L1"}"""),
                }
                : answer;
        }
    }

    private sealed class OwnMessageIds(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private int _attempts;

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellation
        )
        {
            var id = request.Headers.GetValues("X-Message-Id").First();
            request.Headers.Remove("X-Message-Id");
            request.Headers.Add("X-Message-Id", $"{id}-{_attempts++}");
            return base.SendAsync(request, cancellation);
        }
    }
}
