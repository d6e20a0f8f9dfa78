using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.Delivery.Batches;

/// <summary>What is known of an endpoint in this run: whether it works at all, and how large a batch it takes.</summary>
internal sealed class EndpointWork(Endpoint endpoint, RequestBuilder builder, Judge judge, int batchSize)
{
    /// <summary>Up to so many items are taken at their word when the endpoint refuses them.</summary>
    public const int TakenAtItsWord = 5;

    /// <summary>Single items sent to find out whether an endpoint that refuses batches works at all.</summary>
    public const int Probes = 5;

    /// <summary>Batches that fail without being refused before an endpoint that accepted nothing counts as failing.</summary>
    public const int FailedBatchesUntilFailing = 3;

    public Endpoint Endpoint { get; } = endpoint;

    public RequestBuilder Builder { get; } = builder;

    public Judge Judge { get; } = judge;

    /// <summary>Items a request at most: the definition's, or what a 413 taught.</summary>
    public int BatchSize { get; set; } = batchSize;

    /// <summary>Items that the plan has for it.</summary>
    public long ItemsPlanned { get; set; }

    public int InFlight { get; set; }

    public EndpointState State { get; private set; }

    /// <summary>Batches accepted in this run.</summary>
    public long Accepted { get; private set; }

    /// <summary>Answers other than acceptance since the last acceptance.</summary>
    public int FailuresInARow { get; private set; }

    /// <summary>Batches that failed for good without being refused (redirects, unlisted statuses).</summary>
    public int FailedBatches { get; set; }

    /// <summary>The probing that goes on; null for none.</summary>
    public Probing? Probing { get; set; }

    /// <summary>Whether refusals are believed at once: the endpoint has accepted something, or so little is planned that it cannot tell more.</summary>
    public bool BelievesRefusals => State == EndpointState.Works || ItemsPlanned <= TakenAtItsWord;

    public void HasAccepted()
    {
        Accepted++;
        FailuresInARow = 0;
        State = EndpointState.Works;
    }

    public void HasNotAccepted() => FailuresInARow++;

    public void IsFailing() => State = EndpointState.Failing;

    /// <summary>What a crashed process had found out.</summary>
    public void Worked() => State = EndpointState.Works;
}

/// <summary>Whether an endpoint works.</summary>
internal enum EndpointState
{
    /// <summary>It has accepted nothing yet in this run.</summary>
    Unknown,

    /// <summary>It has accepted something.</summary>
    Works,

    /// <summary>Nothing more is sent to it in this run.</summary>
    Failing,
}
