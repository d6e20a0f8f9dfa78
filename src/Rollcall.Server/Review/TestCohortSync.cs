using System.Runtime.CompilerServices;
using Rollcall.Core.Delivery;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;
using Rollcall.Core.Runs;
using Rollcall.Server.Configuration;
using Rollcall.Storage;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Review;

/// <summary>
/// Syncs a cohort of made-up users with a submission's test account, by the engine that customers' syncs run on: users
/// enter, some leave and others enter, all leave. What it remembers is thrown away.
/// </summary>
public sealed class TestCohortSync(ReviewTests tests, EgressRules rules, DataFolder folder, TimeProvider time)
{
    private const int Entering = 20;
    private const int Leaving = 3;
    private const int Later = 2;

    // Somebody waits in front of the page.
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs it, and tells of each run as it ends; stops at the first that does not succeed.</summary>
    /// <param name="reviewer">Who asks.</param>
    /// <param name="submissionId">The submission.</param>
    /// <param name="random">Makes the users, and the requests' IDs.</param>
    /// <param name="cancellation">Ends at a batch's edge.</param>
    /// <exception cref="Refusal">It is decided already, so that the test account is gone, or the test account does not fit.</exception>
    public async IAsyncEnumerable<TestCohortRun> RunAsync(
        Reviewer reviewer,
        string submissionId,
        Random random,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        var account = await tests.AccountAsync(reviewer, submissionId, cancellation).ConfigureAwait(false);
        var place = Path.Combine(folder.Checks, PublicId.New("tst"));
        try
        {
            Directory.CreateDirectory(place);
            var cohort = new TestCohort(account.Integration, Entering + Later, random, place);
            using var state = StateDirectory.Open(Path.Combine(place, "state"));
            using var http = EgressHandler.Create(rules, account.Integration.Delivery.Parallelism);
            var engine = new SyncEngine(state.Ledger, http, time, random);
            foreach (var (what, first, end) in Steps)
            {
                var request = RequestOf(account, cohort) with { Source = cohort.With(first, end) };
                var report = await RunAsync(engine, request, cancellation).ConfigureAwait(false);
                yield return new TestCohortRun(what, report);
                if (report.Status != RunStatus.Succeeded)
                {
                    break;
                }
            }
        }
        finally
        {
            if (Directory.Exists(place))
            {
                Directory.Delete(place, recursive: true);
            }
        }
    }

    private static IEnumerable<(string What, int First, int End)> Steps =>
        [
            ($"{Entering} users enter", 0, Entering),
            ($"{Leaving} leave, {Later} enter", Leaving, Entering + Later),
            ("All leave", 0, 0),
        ];

    private static SyncRequest RequestOf(TestAccount account, TestCohort cohort) =>
        new()
        {
            Integration = account.Integration,
            DefinitionText = account.DefinitionText,
            Settings = account.Settings,
            Columns = cohort.Columns,
            Source = cohort.With(0, 0),
            CohortName = "Test cohort of a review",
            CohortId = "coh_review",
            RetryBase = FirstRetry,
        };

    // An empty cohort is held like anybody's, and confirmed like anybody's.
    private static async Task<RunReport> RunAsync(
        SyncEngine engine,
        SyncRequest request,
        CancellationToken cancellation
    )
    {
        var report = await RunOnceAsync(engine, request, cancellation).ConfigureAwait(false);
        return report.Status == RunStatus.Held
            ? await RunOnceAsync(engine, request with { Confirmation = new(Confirmed: true, null) }, cancellation)
                .ConfigureAwait(false)
            : report;
    }

    private static async Task<RunReport> RunOnceAsync(
        SyncEngine engine,
        SyncRequest request,
        CancellationToken cancellation
    )
    {
        try
        {
            return await Task.Run(() => engine.RunAsync(request, new Silence(), cancellation), CancellationToken.None)
                .ConfigureAwait(false);
        }
        catch (Exception unusable) when (unusable is UsageException or SettingException)
        {
            throw Refusal.Conflict(unusable.Message);
        }
    }

    private sealed class Silence : IRunProgress
    {
        public void Reading(long members) { }

        public void Planned(OperationCounts planned, bool resumed) { }

        public void Delivering(long settled, long planned) { }

        public void Note(string sentence) { }
    }
}

/// <summary>A run of a test cohort.</summary>
/// <param name="What">What happened to the cohort, for people.</param>
/// <param name="Report">What came of it.</param>
public sealed record TestCohortRun(string What, RunReport Report);

/// <summary>What a submission's tests work with, secrets in plain text included.</summary>
/// <param name="Integration">The definition.</param>
/// <param name="DefinitionText">Its text.</param>
/// <param name="Settings">The test account's values, defaults filled in.</param>
internal sealed record TestAccount(
    Integration Integration,
    string DefinitionText,
    IReadOnlyDictionary<string, string> Settings
);
