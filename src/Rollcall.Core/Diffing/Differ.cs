using Rollcall.Core.Integrations;
using Rollcall.Core.Members;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Diffing;

/// <summary>Snapshot × acknowledged membership × rejections → plan. Depends on nothing else: same input, same plan.</summary>
public static class Differ
{
    /// <summary>Writes a plan, durably.</summary>
    /// <param name="wanted">The cohort.</param>
    /// <param name="membership">The baseline.</param>
    /// <param name="rejections">What is outstanding.</param>
    /// <param name="settings">The rules.</param>
    /// <param name="folder">The run's folder, empty or not there yet.</param>
    /// <param name="cancellation">Stops; the folder is then worthless.</param>
    /// <exception cref="DamagedStateException">The baseline is damaged.</exception>
    /// <exception cref="AllRecordsNeededException">It is cheaper to read the cohort again with all its records, and that is allowed.</exception>
    /// <exception cref="SourceException">The source changed since it was read.</exception>
    /// <exception cref="IOException">The plan cannot be written: the disk is full, say.</exception>
    public static PlanResult Write(
        Snapshot wanted,
        Membership membership,
        IRejections rejections,
        DiffSettings settings,
        string folder,
        CancellationToken cancellation
    )
    {
        using var writer = new PlanWriter(folder);
        var plan = new PlanBuilder(settings, writer);
        using var others = OtherKeys.Find(wanted, membership, rejections, settings, folder, cancellation);
        var input = new DiffInput(wanted, membership, rejections, settings);
        using var assembly = new PlanAssembly(input, plan);
        // What was sent under other keys is met in the order of the keys that it has now: part after part.
        var workers = others is null ? settings.Workers : 1;
        DiffPipeline.Run(wanted.Store.Parts, workers, () => new DiffPass(input, others), assembly.Take, cancellation);
        assembly.Complete();
        if (!wanted.IsCounted)
        {
            wanted.Counted(assembly.Counts);
        }
        plan.Complete();
        return new PlanResult(plan.Summary, assembly.Stale);
    }
}

/// <summary>Most records of a cohort are needed, and it was read without them: nearly everybody changed. Nothing is wrong.</summary>
public sealed class AllRecordsNeededException()
    : Exception("Most members changed: the cohort has to be read again with all their values.");

/// <summary>The rules of a diff.</summary>
public sealed record DiffSettings
{
    // More would wait for the one that writes, and each holds memory.
    private const int MostWorkers = 2;

    /// <summary>The fields that the run's requests know; older records are brought into this shape by name.</summary>
    public required ItemLayout Layout { get; init; }

    /// <summary>The fields that a removal holds; null: any. An item whose old key is not among them is removed by its old key's values in the new key's place.</summary>
    public IReadOnlySet<string>? RemovalFields { get; init; }

    /// <summary>The seed of the key hashes: items sent under other key fields are hashed anew.</summary>
    public required long HashSeed { get; init; }

    /// <summary>What a changed item means.</summary>
    public OnChange OnChange { get; init; }

    /// <summary>Send the whole cohort, whatever is known.</summary>
    public bool Full { get; init; }

    /// <summary>The time against which rejections are old enough to be tried again.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>An unanswered add of an earlier run may still land: removes of marked items wait.</summary>
    public bool AddsMayLand { get; init; }

    /// <summary>An unanswered remove of an earlier run may still land: adds of marked items wait.</summary>
    public bool RemovesMayLand { get; init; }

    /// <summary>Whether the plan must survive a crash. A dry run, whose folder is deleted, need not wait for the disk.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Threads that compare, besides the calling one, which writes. The plan does not depend on it.</summary>
    public int Workers { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, MostWorkers);

    /// <summary>Whether the cohort may be read again with all its records, should most of them be needed.</summary>
    public bool MayReadAgain { get; init; }

    /// <summary>Why an item cannot be written into a request; null: it can.</summary>
    public required Func<Operation, ReadOnlyMemory<byte>, string?> WhyNot { get; init; }
}

/// <summary>The outcome of a diff.</summary>
/// <param name="Summary">The numbers.</param>
/// <param name="StaleRejections">Rejections that no longer mean anything: their user left, came back, or changed.</param>
public sealed record PlanResult(
    PlanSummary Summary,
    IReadOnlyList<(UInt128 KeyHash, Operation Operation)> StaleRejections
);

/// <summary>The outstanding rejections, by key hash.</summary>
public interface IRejections
{
    /// <summary>All rejections from one key hash (inclusive) to another (inclusive), ascending.</summary>
    IReadOnlyList<Rejection> Between(UInt128 first, UInt128 last);
}

/// <summary>An item that the destination refused.</summary>
/// <param name="KeyHash">Whose.</param>
/// <param name="Operation">What was refused.</param>
/// <param name="RecordHash">Of the values that were refused.</param>
/// <param name="LastTried">When last.</param>
/// <param name="RetryNow">A person asked for another try.</param>
public sealed record Rejection(
    UInt128 KeyHash,
    Operation Operation,
    ulong RecordHash,
    DateTimeOffset LastTried,
    bool RetryNow
);
