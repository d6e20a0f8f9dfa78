using Rollcall.Core.Members;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Runs;

/// <summary>A cohort as it was read.</summary>
internal sealed record ReadCohort(Snapshot Snapshot, DateTimeOffset ComputedTime, double Seconds) : IDisposable
{
    private IReadOnlyList<MemberExample>? _duplicateExamples;

    /// <summary>When reading began: a timestamp of the run's clock.</summary>
    public required long Began { get; init; }

    /// <summary>Finds the members again.</summary>
    public required IMemberPlaces Places { get; init; }

    /// <summary>Members that were read.</summary>
    public required long Read { get; init; }

    /// <summary>Those of them that were skipped as invalid.</summary>
    public required long Invalid { get; init; }

    public required IReadOnlyList<MemberExample> InvalidExamples { get; init; }

    /// <summary>The numbers: known once the cohort was compared with the baseline; asked for before, they are counted for themselves.</summary>
    public CohortCounts Counts => new(Read, Snapshot.Items, Invalid, Snapshot.Duplicates, Snapshot.Conflicts);

    /// <summary>The first duplicates; known when <see cref="Counts"/> are.</summary>
    /// <exception cref="SourceException">The source changed since it was read.</exception>
    public IReadOnlyList<MemberExample> DuplicateExamples =>
        _duplicateExamples ??= [.. Snapshot.DuplicateExamples.Select(example => example.Describe(Places))];

    /// <summary>Finds the examples in the source, while it is what it was.</summary>
    /// <exception cref="SourceException">The source changed since it was read.</exception>
    public void Settle() => _ = DuplicateExamples;

    public void Dispose()
    {
        Snapshot.Dispose();
        Places.Dispose();
    }
}

/// <summary>Reads a cohort's members from their source into a snapshot of items.</summary>
internal sealed class CohortReading(SyncRequest request, TimeProvider time, IRunProgress progress)
{
    /// <summary>Threads that map and hash at once; more would wait for what they share.</summary>
    private const int MostLanes = 2;

    /// <summary>Reads to the source's proven end.</summary>
    /// <param name="layout">The items' fields.</param>
    /// <param name="seed">Of the sync's key hashes.</param>
    /// <param name="began">When reading began, a timestamp: before now if it is read a second time.</param>
    /// <param name="allRecords">Whether nearly every item's record will be needed: nobody is at the destination yet, or everybody is sent again.</param>
    /// <param name="temporaryFolder">For what does not fit the memory budget.</param>
    /// <param name="stop">Stops reading.</param>
    /// <exception cref="SourceException">The source is missing something, or cut short.</exception>
    public ReadCohort Read(
        ItemLayout layout,
        long seed,
        long began,
        bool allRecords,
        string temporaryFolder,
        CancellationToken stop
    )
    {
        var computed = time.GetUtcNow();
        using var builder = new SnapshotBuilder(temporaryFolder, request.MemoryBudget, allRecords);
        var mapping = request.Integration.Mapping;
        ItemMapper[] mappers =
        [
            .. builder
                .OpenLanes(Math.Min(Environment.ProcessorCount, MostLanes))
                .Select(lane => new ItemMapper(mapping, new ItemHasher(layout, seed), lane)),
        ];
        var counter = new ReadingCounter(progress);
        var columns = mapping.Fields.Select(field => request.Columns[field.Variable]).ToList();
        var places = request.Source.Read(columns, [.. mappers.Select(counter.Before)], stop);
        progress.Reading(mappers.Sum(mapper => mapper.Read));
        var snapshot = builder.Complete(
            places,
            () => new ItemRereader(places, mapping, new ItemHasher(layout, seed)),
            stop
        );
        return new ReadCohort(snapshot, computed, time.GetElapsedTime(began).TotalSeconds)
        {
            Began = began,
            Places = places,
            Read = mappers.Sum(mapper => mapper.Read),
            Invalid = mappers.Sum(mapper => mapper.Invalid),
            InvalidExamples = ItemMapper.FirstInvalid(mappers),
        };
    }
}
