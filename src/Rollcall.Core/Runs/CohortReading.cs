using Rollcall.Core.Members;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Runs;

/// <summary>A cohort as it was read.</summary>
internal sealed record ReadCohort(Snapshot Snapshot, CohortCounts Counts, DateTimeOffset ComputedTime, double Seconds)
    : IDisposable
{
    /// <summary>When reading began: a timestamp of the run's clock.</summary>
    public required long Began { get; init; }

    /// <summary>Finds the members again.</summary>
    public required IMemberPlaces Places { get; init; }

    public required IReadOnlyList<MemberExample> InvalidExamples { get; init; }

    public required IReadOnlyList<MemberExample> DuplicateExamples { get; init; }

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
    /// <param name="temporaryFolder">For what does not fit the memory budget.</param>
    /// <param name="stop">Stops reading.</param>
    /// <exception cref="SourceException">The source is missing something, or cut short.</exception>
    public ReadCohort Read(ItemLayout layout, long seed, string temporaryFolder, CancellationToken stop)
    {
        var (began, computed) = (time.GetTimestamp(), time.GetUtcNow());
        using var builder = new SnapshotBuilder(temporaryFolder, request.MemoryBudget);
        var mapping = request.Integration.Mapping;
        ItemMapper[] mappers =
        [
            .. Enumerable
                .Range(0, Math.Min(Environment.ProcessorCount, MostLanes))
                .Select(_ => new ItemMapper(mapping, new ItemHasher(layout, seed), builder.OpenLane())),
        ];
        var counter = new ReadingCounter(progress);
        var columns = mapping.Fields.Select(field => request.Columns[field.Variable]).ToList();
        var places = request.Source.Read(columns, [.. mappers.Select(counter.Before)], stop);
        try
        {
            progress.Reading(mappers.Sum(mapper => mapper.Read));
            var snapshot = builder.Complete(stop);
            var examples = Describe(snapshot, places);
            return new ReadCohort(snapshot, Count(mappers, snapshot), computed, time.GetElapsedTime(began).TotalSeconds)
            {
                Began = began,
                Places = places,
                InvalidExamples = ItemMapper.FirstInvalid(mappers),
                DuplicateExamples = examples,
            };
        }
        catch
        {
            places.Dispose();
            throw;
        }
    }

    private static CohortCounts Count(ItemMapper[] mappers, Snapshot snapshot) =>
        new(
            mappers.Sum(mapper => mapper.Read),
            snapshot.Items,
            mappers.Sum(mapper => mapper.Invalid),
            snapshot.Duplicates,
            snapshot.Conflicts
        );

    private static List<MemberExample> Describe(Snapshot snapshot, IMemberPlaces places)
    {
        try
        {
            return [.. snapshot.DuplicateExamples.Select(example => example.Describe(places))];
        }
        catch
        {
            snapshot.Dispose();
            throw;
        }
    }
}
