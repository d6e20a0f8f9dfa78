using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;
using Rollcall.Core.Runs;
using Rollcall.Core.Storage;

namespace Rollcall.Core.Delivery.Batches;

/// <summary>Records which items were refused, and forgets those that went through after all.</summary>
internal sealed class RejectionRecorder(
    Plan plan,
    ISet<(UInt128 KeyHash, Operation Operation)> outstanding,
    RunJournal journal,
    RunTally tally,
    TimeProvider time
)
{
    private readonly ItemBatch _one = new();

    /// <summary>An item is rejected.</summary>
    public void Record(Lane lane, long position, DeliveryError error)
    {
        var item = plan.ItemAt(lane, position);
        var operation = Lanes.OperationOf(lane);
        _one.Clear();
        plan.Read(lane, position, 1, _one);
        outstanding.Add((item.KeyHash, operation));
        tally.Error(error, items: 1);
        journal.Step.Rejected.Add(
            new RejectedItem
            {
                KeyHash = item.KeyHash,
                Operation = operation,
                IsChange = item.IsChange,
                RecordHash = item.RecordHash,
                Item = ItemJson.Write(_one[0], plan.Layout),
                Reason = error.Message,
                Type = error.Type,
                Status = error.Status,
                Response = error.Response,
                LastTried = time.GetUtcNow(),
            }
        );
    }

    /// <summary>Items went through: no rejection of theirs stands any more.</summary>
    public void Forget(Lane lane, long start, long count)
    {
        if (outstanding.Count == 0)
        {
            return;
        }
        var operation = Lanes.OperationOf(lane);
        for (var position = start; position < start + count && outstanding.Count > 0; position++)
        {
            var key = (plan.ItemAt(lane, position).KeyHash, operation);
            if (outstanding.Remove(key))
            {
                journal.Step.GoneRejections.Add(key);
            }
        }
    }
}
