using CsCheck;
using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;
using Rollcall.Core.Runs;
using Rollcall.Core.Snapshots;
using Rollcall.Core.Storage;
using Rollcall.Storage.Tests.Contracts;

namespace Rollcall.Storage.Tests.Sqlite;

/// <summary>One act of a history.</summary>
internal sealed record LedgerAct(LedgerStep Step, bool Appends, bool Claims, bool Reopens, int EpochsBehind);

/// <summary>Random steps over few keys, so that they meet each other.</summary>
internal static class StepGen
{
    private static readonly Gen<bool> Seldom = Gen.Int[0, 4].Select(number => number == 0);
    private static readonly Gen<Lane> Lanes = Gen.Enum<Lane>();
    private static readonly Gen<long> Starts = Gen.OneOf(0L, 1L, 7L, long.MaxValue);
    private static readonly Gen<(Lane, long)> Places = Gen.Select(Lanes, Starts);
    private static readonly Gen<DateTimeOffset> Times = Gen.Int[0, 3].Select(hour => Samples.Noon.AddHours(hour));
    private static readonly Gen<(UInt128, Operation)> Keys = Gen.Select(
        Gen.OneOf(UInt128.Zero, UInt128.One, UInt128.One << 127, UInt128.MaxValue),
        Gen.Enum<Operation>()
    );

    private static readonly Gen<SyncRecord> Syncs = Gen.Select(Gen.String.Null(), Gen.Bool, Gen.Int[1, 9])
        .Select(
            (list, full, size) =>
                (full ? Samples.FullSync() : Samples.Sync()) with
                {
                    ListId = Sound(list),
                    LearnedBatchSizes = new Dictionary<string, int> { ["addUsers"] = size },
                }
        );

    private static readonly Gen<RunRecord> Runs = Gen.Select(
            Gen.OneOf("a", "a1", "a2", "b"),
            Gen.Enum<RunStatus>(),
            Times,
            Gen.OneOf("", "h1")
        )
        .Select(
            (id, status, finished, content) =>
                Samples.Run(id, status, status == RunStatus.Running ? null : finished) with
                {
                    ContentHash = content,
                }
        );

    private static readonly Gen<PieceRecord> Pieces = Gen.Select(Places, Gen.Int[1, int.MaxValue], Gen.Int[0, 255])
        .Select(
            (place, count, marks) =>
                new PieceRecord
                {
                    Lane = place.Item1,
                    Start = place.Item2,
                    Count = count,
                    Tries = marks % 9,
                    Answered = marks % 8,
                    Sending = (marks & 1) != 0,
                    MayLand = (marks & 2) != 0,
                    InDoubt = (marks & 4) != 0,
                    Refused = (marks & 8) != 0,
                    Split = (marks & 16) != 0,
                    OneRetry = (marks & 32) != 0,
                    Probe = (marks & 64) != 0,
                    Ahead = (marks & 128) != 0,
                }
        );

    private static readonly Gen<(Lane, OutcomeRange)> Outcomes = Gen.Select(
            Places,
            Gen.Long[1, long.MaxValue],
            Gen.Enum<Outcome>(),
            Gen.Bool
        )
        .Select((place, count, outcome, lands) => (place.Item1, new OutcomeRange(place.Item2, count, outcome, lands)));

    private static readonly Gen<RejectedItem> Rejections = Gen.Select(
            Keys,
            Gen.Bool,
            Gen.ULong,
            Times,
            Gen.String,
            Gen.Int[400, 499].Nullable()
        )
        .Select(
            (key, change, record, tried, text, status) =>
                Samples.Rejected(key.Item1, key.Item2, change) with
                {
                    RecordHash = record,
                    LastTried = tried,
                    Response = Sound(text)!,
                    Status = status,
                }
        );

    private static readonly Gen<RetiredMembership> Retired = Gen.Select(Gen.OneOf("l1", "l2").Null(), Times)
        .Select((list, until) => new RetiredMembership(list, new MembershipManifest("{}"), until));

    private static readonly Gen<RunTraffic> Traffic = Gen.Long[0, long.MaxValue]
        .Select(number => new RunTraffic(new RequestCounts(number, number / 2, number / 3, number / 4), number / 5));

    private static readonly Gen<LedgerStep> Heads = Gen.Select(
            Syncs.Null(),
            Runs.Null(),
            Retired.Null(),
            Traffic.Null(),
            Seldom,
            Seldom,
            Seldom
        )
        .Select(
            (sync, run, retired, traffic, supersedes, clearsRun, clearsRejections) =>
                new LedgerStep
                {
                    Traffic = traffic,
                    Sync = sync,
                    Run = run,
                    Retired = retired,
                    SupersedeHeldRuns = supersedes,
                    ClearRun = clearsRun,
                    ClearRejections = clearsRejections,
                }
        );

    private static readonly Gen<LedgerStep> Steps = Gen.Select(
            Heads,
            Gen.Select(Pieces.Array[0, 3], Places.Array[0, 2]),
            Gen.Select(Outcomes.Array[0, 3], Places.Array[0, 2]),
            Gen.Select(Rejections.Array[0, 3], Keys.Array[0, 2])
        )
        .Select(
            (step, pieces, outcomes, rejections) =>
            {
                step.Pieces.AddRange(pieces.Item1);
                step.GonePieces.AddRange(pieces.Item2);
                step.Outcomes.AddRange(outcomes.Item1);
                step.GoneOutcomes.AddRange(outcomes.Item2);
                step.Rejected.AddRange(rejections.Item1);
                step.GoneRejections.AddRange(rejections.Item2);
                return step;
            }
        );

    private static readonly Gen<LedgerAct> Acts = Gen.Select(Steps, Seldom, Seldom, Seldom)
        .Select((step, claims, reopens, behind) => new LedgerAct(step, false, claims, reopens, behind ? 1 : 0));

    private static readonly Gen<LedgerAct> Appends = Gen.Select(
            Gen.Select(Pieces.Array[0, 3], Places.Array[0, 2]),
            Gen.Select(Outcomes.Array[0, 3], Places.Array[0, 2]),
            Traffic.Null(),
            Gen.Int[0, 19]
        )
        .Select(
            (pieces, outcomes, traffic, chance) =>
            {
                var step = new LedgerStep { Traffic = traffic };
                step.Pieces.AddRange(pieces.Item1);
                step.GonePieces.AddRange(pieces.Item2);
                step.Outcomes.AddRange(outcomes.Item1);
                step.GoneOutcomes.AddRange(outcomes.Item2);
                return new LedgerAct(step, true, chance == 0, chance == 1, chance == 2 ? 1 : 0);
            }
        );

    // Much is appended, since a ledger commits the first few steps all the same.
    public static readonly Gen<LedgerAct[]> History = Gen.Frequency((1, Acts), (4, Appends)).Array[1, 30];

    /// <summary>Text that is no valid UTF-16 cannot be stored as UTF-8; the engine never makes any.</summary>
    private static string? Sound(string? text) =>
        text is null ? null : System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
