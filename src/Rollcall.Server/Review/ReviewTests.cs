using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Delivery;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.EndpointTests;
using Rollcall.Core.Integrations;
using Rollcall.Core.Runs;
using Rollcall.Server.Audit;
using Rollcall.Server.Catalog;
using Rollcall.Server.Integrations.Testing;
using Rollcall.Server.Secrets;
using Rollcall.Storage.Database;
using Rollcall.Storage.Releases;

namespace Rollcall.Server.Review;

/// <summary>Runs a submission's tests end to end with the partner's test account.</summary>
public sealed class ReviewTests(
    Databases databases,
    PublishedIntegrations published,
    SecretStore secrets,
    EgressRules rules,
    AuditLog audit,
    TimeProvider time
)
{
    /// <summary>Sends the requests of creation, addition and removal, and tells of each as it is answered; stops at the first that fails.</summary>
    /// <param name="reviewer">Who tests.</param>
    /// <param name="submissionId">The submission.</param>
    /// <param name="random">Makes the requests' IDs.</param>
    /// <param name="cancellation">No further request is sent.</param>
    /// <exception cref="Refusal">It is decided already, so that the test account is gone, or the test account does not fit.</exception>
    public async IAsyncEnumerable<TestExchange> RunAsync(
        Reviewer reviewer,
        string submissionId,
        Random random,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        var account = await AccountAsync(reviewer, submissionId, cancellation).ConfigureAwait(false);
        var plan = Plan(account.Integration, account.Settings);
        using var handler = EgressHandler.Create(rules, connections: 1);
        using var sender = new Sender(handler, time);
        var test = new EndpointTest(plan, sender, time, random);
        await foreach (var exchange in test.RunAsync(cancellation).ConfigureAwait(false))
        {
            yield return exchange;
        }
    }

    /// <summary>What the tests of a submission work with. That it was asked for stands in the audit log.</summary>
    /// <exception cref="Refusal">It is decided already, so that the test account is gone, or the test account does not fit.</exception>
    internal async Task<TestAccount> AccountAsync(
        Reviewer reviewer,
        string submissionId,
        CancellationToken cancellation
    )
    {
        await using var database = databases.OpenForInstallation();
        var submission =
            await database
                .Submissions.AsNoTracking()
                .SingleOrDefaultAsync(row => row.Id == submissionId, cancellation)
                .ConfigureAwait(false)
            ?? throw Refusal.NotFound();
        if (submission.State != SubmissionState.Waiting)
        {
            throw Refusal.Conflict("This is decided, and the test account is gone with it.");
        }
        var version = await database
            .PublishedVersions.AsNoTracking()
            .SingleAsync(row => row.Id == submission.VersionId, cancellation)
            .ConfigureAwait(false);
        var integration = published.DefinitionOf(version);
        var account = await secrets.ReadAsync(database, submissionId, cancellation).ConfigureAwait(false);
        var filled = SettingValues.Resolve(integration.Settings, account.GetValueOrDefault);
        if (filled.Problems.Count > 0)
        {
            throw Refusal.Invalid([
                .. filled.Problems.Select(problem => new FieldFault(
                    $"testAccount.{problem.Field.Variable}",
                    problem.Message
                )),
            ]);
        }
        audit.Record(
            database,
            submission.OrganizationId,
            reviewer.Actor,
            "submission.tested",
            new AuditSubject(submissionId, version.Name),
            before: null,
            new { Hosts = HostsOf(integration, filled.Values) }
        );
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        return new TestAccount(integration, version.Document, filled.Values);
    }

    private static IReadOnlyList<string> HostsOf(Integration integration, IReadOnlyDictionary<string, string> settings)
    {
        try
        {
            return RequestHosts.Of(integration, settings);
        }
        catch (SettingException wrong)
        {
            throw Refusal.Invalid(new FieldFault($"testAccount.{wrong.Variable}", wrong.Message));
        }
    }

    private TestPlan Plan(Integration integration, IReadOnlyDictionary<string, string> account)
    {
        try
        {
            var columns = integration.Mapping.Fields.ToDictionary(field => field.Variable, field => field.Variable);
            var data = TestData.Read(Encoding.UTF8.GetBytes(Users(integration)), "test users", integration, columns);
            var plan = TestPlan.Create(integration, data, new TestForm(account.GetValueOrDefault, time.GetUtcNow()));
            if (plan.Problems.Count > 0)
            {
                throw Refusal.Invalid([
                    .. plan.Problems.Select(problem => new FieldFault(
                        $"testAccount.{problem.Field.Variable}",
                        problem.Message
                    )),
                ]);
            }
            SendableTest.Require(plan, "testAccount", "The definition has no list creation: it cannot be tested so.");
            return plan;
        }
        catch (UsageException exception)
        {
            throw Refusal.Conflict(exception.Message);
        }
    }

    // Two users enter and one leaves again; the addresses are at a domain that is reserved for such.
    private static string Users(Integration integration)
    {
        var fields = integration.Mapping.Fields;
        var csv = new StringBuilder("operation");
        foreach (var field in fields)
        {
            csv.Append(',').Append(field.Variable);
        }
        foreach (var (operation, number) in new[] { ("add", 1), ("add", 2), ("remove", 1) })
        {
            csv.Append('\n').Append(operation);
            foreach (var _ in fields)
            {
                csv.Append(',').Append("review-").Append(number).Append("@rollcall.example");
            }
        }
        return csv.Append('\n').ToString();
    }
}
