using Rollcall.Core.Members;
using Rollcall.Server.Access;
using Rollcall.Sources.Samples;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Cohorts;

/// <summary>Shows the beginning of a cohort, or of a query before it is saved.</summary>
public sealed class CohortPreviews(Databases databases, CohortSources sources, TimeProvider time)
{
    /// <summary>Rows that are shown.</summary>
    public const int Rows = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The first rows of a cohort.</summary>
    /// <exception cref="Refusal">Not found, or the source cannot be read.</exception>
    public async Task<SourceSample> OfCohortAsync(
        Asker asker,
        string cohortId,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.SeeMembers);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var cohort = await database.CohortOfAsync(asker, cohortId, cancellation).ConfigureAwait(false);
        return await SampleAsync(
                () => sources.OpenAsync(database, cohort, cancellation: cancellation),
                "source",
                cancellation
            )
            .ConfigureAwait(false);
    }

    /// <summary>The first rows of a query over the project's files.</summary>
    /// <exception cref="Refusal">The query cannot be run.</exception>
    public async Task<SourceSample> OfQueryAsync(Asker asker, string sql, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Edit);
        await using var database = databases.OpenFor(asker.OrganizationId);
        return await SampleAsync(
                () => sources.OfQueryAsync(database, asker.ProjectId, sql, cancellation),
                "sql",
                cancellation
            )
            .ConfigureAwait(false);
    }

    private async Task<SourceSample> SampleAsync(
        Func<Task<IMemberSource>> open,
        string field,
        CancellationToken cancellation
    )
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            var source = await open().ConfigureAwait(false);
            return await Task.Run(() => SampleReader.Sample(source, Rows, either.Token), either.Token)
                .ConfigureAwait(false);
        }
        catch (SourceException broken)
        {
            throw Refusal.Invalid(new FieldFault(field, broken.Message));
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            throw Refusal.Invalid(
                new FieldFault(field, "No rows came within 30 seconds. Ask for less, or look at part of the files.")
            );
        }
    }
}
