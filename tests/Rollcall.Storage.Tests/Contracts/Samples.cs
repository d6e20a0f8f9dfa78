using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;
using Rollcall.Core.Runs;
using Rollcall.Core.Snapshots;
using Rollcall.Core.Storage;

namespace Rollcall.Storage.Tests.Contracts;

/// <summary>Records to put into a ledger.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public static SyncRecord Sync(string? listId = null) =>
        new()
        {
            IntegrationName = "Acme Lists",
            CohortId = "k7",
            CohortName = "Größe \"quoted\" 日本 \u2028 🎈",
            HashSeed = long.MinValue,
            AccountFingerprint = "f1",
            ListId = listId,
        };

    /// <summary>A sync of which every part is set.</summary>
    public static SyncRecord FullSync() =>
        Sync("00123456789012345678901234567890") with
        {
            Membership = new MembershipManifest("""{"version": 1, "files": []}"""),
            ListCreatedAt = Noon.AddTicks(1),
            CreationId = "c1",
            CreationUnanswered = true,
            AddsMayLandUntil = Noon.AddMinutes(1),
            RemovesMayLandUntil = Noon.AddMinutes(2),
            PausedUntil = DateTimeOffset.MaxValue,
            LearnedBatchSizes = new Dictionary<string, int> { ["addUsers"] = 400, ["removeUsers"] = 1 },
            Delivered = new DeliveredSource
            {
                Content = "Csv/None 7 AAAA",
                PinnedTo = "p1",
                ContentHash = "h1",
                Cohort = new CohortCounts(5, 1, 3, 1, 1),
                InvalidExamples = [new MemberExample("users.csv", 2, "user_id is empty")],
            },
        };

    public static RunRecord Run(string id, RunStatus status = RunStatus.Running, DateTimeOffset? finished = null) =>
        new()
        {
            Id = id,
            Started = Noon,
            Finished = finished,
            PlanFolder = $"runs/{id}",
            ContentHash = "h1",
            PinnedTo = "p1",
            PlannedRemovals = long.MaxValue,
            Report = new RunReport
            {
                Run = id,
                Status = status,
                Planned = new OperationCounts(1, 2, 3),
                Errors = [new RunError("addUsers", null, "Timed out", "No answer.", 2, "")],
                Notes = ["A note with \0 in it."],
            },
        };

    public static PieceRecord Piece(Lane lane, long start, int count = 1) =>
        new()
        {
            Lane = lane,
            Start = start,
            Count = count,
        };

    public static RejectedItem Rejected(UInt128 hash, Operation operation = Operation.Add, bool isChange = false) =>
        new()
        {
            KeyHash = hash,
            Operation = operation,
            IsChange = isChange,
            RecordHash = ulong.MaxValue,
            Item = """{"key": ["ü@b.example"], "fields": {}}""",
            Reason = "Not an address",
            Type = "Bad user",
            Status = 400,
            Response = "{\"error\": \"bad\"}\0\u2028",
            LastTried = Noon,
        };

    public static LedgerStep Step(Action<LedgerStep> fill)
    {
        var step = new LedgerStep();
        fill(step);
        return step;
    }
}
