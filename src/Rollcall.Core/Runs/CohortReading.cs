using Rollcall.Core.Members;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Runs;

/// <summary>A cohort as it was read.</summary>
internal sealed record ReadCohort(Snapshot Snapshot, CohortCounts Counts, DateTimeOffset ComputedTime, double Seconds)
    : IDisposable
{
    /// <summary>When reading began: a timestamp of the run's clock.</summary>
    public required long Began { get; init; }

    public required IReadOnlyList<MemberExample> InvalidExamples { get; init; }

    public IReadOnlyList<MemberExample> DuplicateExamples => Snapshot.DuplicateExamples;

    public void Dispose() => Snapshot.Dispose();
}

/// <summary>Reads a cohort's members from their source into a snapshot of items.</summary>
internal sealed class CohortReading(SyncRequest request, TimeProvider time, IRunProgress progress)
{
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
        var mapper = new ItemMapper(request.Integration.Mapping, new ItemHasher(layout, seed), builder);
        var columns = request.Integration.Mapping.Fields.Select(field => request.Columns[field.Variable]).ToList();
        request.Source.Read(columns, new CountingSink(mapper, progress), stop);
        progress.Reading(mapper.Read);
        var snapshot = builder.Complete(stop);
        var counts = new CohortCounts(
            mapper.Read,
            snapshot.Items,
            mapper.Invalid,
            snapshot.Duplicates,
            snapshot.Conflicts
        );
        return new ReadCohort(snapshot, counts, computed, time.GetElapsedTime(began).TotalSeconds)
        {
            Began = began,
            InvalidExamples = mapper.InvalidExamples,
        };
    }

    /// <summary>Tells the progress every so many members.</summary>
    private sealed class CountingSink(ItemMapper mapper, IRunProgress progress) : IMemberSink
    {
        private const int Every = 1 << 16;
        private long _read;

        public void Add(in MemberRow row)
        {
            mapper.Add(row);
            if ((++_read & (Every - 1)) == 0)
            {
                progress.Reading(_read);
            }
        }
    }
}
