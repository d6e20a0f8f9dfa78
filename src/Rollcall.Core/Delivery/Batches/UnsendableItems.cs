using Rollcall.Core.Diffing;
using Rollcall.Core.Members;
using Rollcall.Core.Storage;

namespace Rollcall.Core.Delivery.Batches;

/// <summary>Items that no request can hold (an empty path segment, a separator inside): rejected without one.</summary>
internal sealed class UnsendableItems(
    Plan plan,
    RejectionRecorder rejections,
    Func<Lane, EndpointWork> endpointOf,
    ILookup<Lane, OutcomeRange>? known
)
{
    /// <summary>The error type under which people see them.</summary>
    public const string ErrorType = "cannot be sent";

    /// <summary>How many are recorded in one transaction.</summary>
    private const int Chunk = 1000;

    private static readonly Lane[] Lanes = [Lane.UnsendableAdds, Lane.UnsendableRemoves];

    private readonly Dictionary<Lane, OutcomeMap> _outcomes = Lanes.ToDictionary(
        lane => lane,
        lane => new OutcomeMap(lane, known?[lane] ?? [])
    );

    /// <summary>What is settled of a lane.</summary>
    public OutcomeMap OutcomesOf(Lane lane) => _outcomes[lane];

    /// <summary>Records them all; <paramref name="commit"/> makes each chunk durable.</summary>
    public async ValueTask RecordAsync(Func<ValueTask> commit, LedgerStepSource step)
    {
        using var items = new ItemBatch();
        foreach (var lane in Lanes)
        {
            var outcomes = _outcomes[lane];
            for (var start = outcomes.End; start < plan.Count(lane); start = outcomes.End)
            {
                var count = (int)Math.Min(Chunk, plan.Count(lane) - start);
                items.Clear();
                plan.Read(lane, start, count, items);
                Record(lane, start, items);
                outcomes.Set(start, count, Outcome.Rejected, mayLand: false);
                outcomes.WriteTo(step());
                await commit().ConfigureAwait(false);
            }
        }
    }

    private void Record(Lane lane, long start, ItemBatch items)
    {
        var endpoint = endpointOf(lane);
        for (var index = 0; index < items.Count; index++)
        {
            var reason = endpoint.Builder.WhyNot(items[index]) ?? "It cannot be written into a request.";
            rejections.Record(
                lane,
                start + index,
                new DeliveryError(endpoint.Endpoint.Name, null, ErrorType, reason, "")
            );
        }
    }
}

/// <summary>The step that is being collected.</summary>
internal delegate LedgerStep LedgerStepSource();
