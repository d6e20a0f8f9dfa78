using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Access;
using Rollcall.Sources.Pushed;
using Rollcall.Storage.Cohorts;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Cohorts;

/// <summary>Takes members that are pushed through the API. A body counts as a whole or not at all.</summary>
public sealed class Pushes(
    Databases databases,
    CohortFiles files,
    CohortSources sources,
    CohortReadings readings,
    TimeProvider time
)
{
    // One push to a cohort at a time.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _doors = [];

    /// <summary>The cohort's members are the body's from now on; a run that goes on reads those from before to its end.</summary>
    /// <param name="asker">Who.</param>
    /// <param name="cohortId">The cohort.</param>
    /// <param name="body">JSON lines, or one array, of objects.</param>
    /// <param name="cancellation">Stops; nothing is changed.</param>
    /// <exception cref="Refusal">Not found, not a pushed cohort, or a member cannot be taken.</exception>
    public Task<PushCounts> ReplaceAsync(
        Asker asker,
        string cohortId,
        Stream body,
        CancellationToken cancellation = default
    ) =>
        ChangeAsync(
            asker,
            cohortId,
            async cohort =>
            {
                var name = $"{PublicId.New("mem")}.db";
                Directory.CreateDirectory(files.PushFolderOf(cohortId));
                var counts = await sources.Pushed(cohort, name).ReplaceAsync(body, cancellation).ConfigureAwait(false);
                return (name, counts);
            },
            cancellation
        );

    /// <summary>Adds members, or puts new values in the place of those with the same key.</summary>
    /// <exception cref="Refusal">Not found, not a pushed cohort, or a member cannot be taken.</exception>
    public Task<PushCounts> AddAsync(
        Asker asker,
        string cohortId,
        Stream body,
        CancellationToken cancellation = default
    ) => AmendAsync(asker, cohortId, members => members.AddAsync(body, cancellation), cancellation);

    /// <summary>Removes members.</summary>
    /// <param name="asker">Who.</param>
    /// <param name="cohortId">The cohort.</param>
    /// <param name="body">JSON lines, or one array, of keys or of objects that hold them.</param>
    /// <param name="cancellation">Stops; nothing is changed.</param>
    /// <exception cref="Refusal">Not found, not a pushed cohort, or a key cannot be taken.</exception>
    public Task<PushCounts> RemoveAsync(
        Asker asker,
        string cohortId,
        Stream body,
        CancellationToken cancellation = default
    ) => AmendAsync(asker, cohortId, members => members.RemoveAsync(body, cancellation), cancellation);

    private Task<PushCounts> AmendAsync(
        Asker asker,
        string cohortId,
        Func<PushedMembers, Task<PushCounts>> amend,
        CancellationToken cancellation
    ) =>
        ChangeAsync(
            asker,
            cohortId,
            async cohort =>
            {
                var name = cohort.PushFile ?? $"{PublicId.New("mem")}.db";
                var members = sources.Pushed(cohort, name);
                if (cohort.PushFile is null)
                {
                    Directory.CreateDirectory(files.PushFolderOf(cohortId));
                    await members.ReplaceAsync(Stream.Null, cancellation).ConfigureAwait(false);
                }
                return (name, await amend(members).ConfigureAwait(false));
            },
            cancellation
        );

    private async Task<PushCounts> ChangeAsync(
        Asker asker,
        string cohortId,
        Func<Cohort, Task<(string File, PushCounts Counts)>> change,
        CancellationToken cancellation
    )
    {
        asker.Require(Permission.Edit);
        await using var database = databases.OpenFor(asker.OrganizationId);
        await database.CohortOfAsync(asker, cohortId, cancellation).ConfigureAwait(false);
        var door = _doors.GetOrAdd(cohortId, _ => new SemaphoreSlim(1));
        await door.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            database.ChangeTracker.Clear();
            var cohort = await database.CohortOfAsync(asker, cohortId, cancellation).ConfigureAwait(false);
            if (cohort.Source != CohortSourceKind.Push)
            {
                throw Refusal.Conflict(
                    "This cohort's members come from elsewhere. Push to a cohort whose source is the API."
                );
            }
            var (file, counts) = await change(cohort).ConfigureAwait(false);
            await database
                .Cohorts.Where(row => row.Id == cohortId)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.PushFile, file), cancellation)
                .ConfigureAwait(false);
            await readings
                .RecordAsync(database, cohort, counts.Members, time.GetUtcNow(), cancellation)
                .ConfigureAwait(false);
            readings.Ask(cohortId);
            return counts;
        }
        catch (PushException wrong)
        {
            throw Refusal.Invalid(new FieldFault("members", wrong.Message));
        }
        finally
        {
            door.Release();
        }
    }
}
