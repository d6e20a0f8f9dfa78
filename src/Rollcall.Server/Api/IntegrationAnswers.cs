using Rollcall.Core.Delivery;
using Rollcall.Core.EndpointTests;
using Rollcall.Core.Integrations;
using Rollcall.Core.Integrations.Drafts;
using Rollcall.Server.Integrations;
using Rollcall.Server.Integrations.Form;
using Rollcall.Server.Integrations.Testing;
using Rollcall.Storage.Integrations;

namespace Rollcall.Server.Api;

/// <summary>An integration to be made.</summary>
/// <param name="ConnectionId">Its connection information.</param>
/// <param name="Type"><c>list</c> or <c>property</c>.</param>
internal sealed record IntegrationRequest(string? ConnectionId, string? Type);

/// <summary>A version of an integration.</summary>
/// <param name="Id">The version's ID.</param>
/// <param name="IntegrationId">The integration's ID.</param>
/// <param name="Number">From 1.</param>
/// <param name="Name">The display name.</param>
/// <param name="Type"><c>list</c> or <c>property</c>.</param>
/// <param name="State">Such as <c>draft</c> or <c>under_review</c>.</param>
/// <param name="ChangedAt">When it was last changed.</param>
/// <param name="ChangedBy">Who changed it last.</param>
/// <param name="Version">Give it when saving the document; null in lists.</param>
internal sealed record VersionAnswer(
    string Id,
    string IntegrationId,
    int Number,
    string Name,
    string Type,
    string State,
    DateTimeOffset ChangedAt,
    string ChangedBy,
    int? Version
)
{
    /// <summary>The answer for a row of a list.</summary>
    internal static VersionAnswer Of(IntegrationRow row) =>
        new(
            row.VersionId,
            row.IntegrationId,
            row.Number,
            row.Name,
            ApiWords.Of(row.Type),
            ApiWords.Of(row.State),
            row.ChangedAt,
            row.ChangedByName,
            null
        );

    /// <summary>The answer for a version.</summary>
    internal static VersionAnswer Of(IntegrationVersion version) =>
        new(
            version.Id,
            version.IntegrationId,
            version.Number,
            version.Name,
            ApiWords.Of(version.Type),
            ApiWords.Of(version.State),
            version.ChangedAt,
            version.ChangedByName,
            version.Version
        );
}

/// <summary>What the check says of a document.</summary>
/// <param name="Valid">Whether it may be released.</param>
/// <param name="Count">How many problems there are in all.</param>
/// <param name="Problems">The first of them.</param>
/// <param name="Variables">The variable table.</param>
internal sealed record ValidationAnswer(
    bool Valid,
    int Count,
    IReadOnlyList<ProblemAnswer> Problems,
    IReadOnlyList<VariableRow> Variables
)
{
    /// <summary>The answer for a check.</summary>
    internal static ValidationAnswer Of(DraftCheck check) =>
        new(
            check.IsValid,
            check.Problems.Count,
            [
                .. check
                    .Problems.Take(DraftForm.MostProblems)
                    .Select(problem => new ProblemAnswer(
                        problem.Path,
                        problem.Index,
                        ApiWords.Of(problem.Severity),
                        problem.Message
                    )),
            ],
            check.Document.Variables.Rows
        );
}

/// <summary>Something wrong in a document.</summary>
/// <param name="Path">The field, such as <c>endpoints.createList.url</c>.</param>
/// <param name="Index">Where in the field's text; null for the field as a whole.</param>
/// <param name="Severity"><c>error</c> or <c>warning</c>.</param>
/// <param name="Message">What is wrong, and what would be right.</param>
internal sealed record ProblemAnswer(string Path, int? Index, string Severity, string Message);

/// <summary>What a preview or test is given.</summary>
/// <param name="Fields">Values of custom fields, by variable.</param>
/// <param name="Properties">The user property that feeds each mapping field, by variable.</param>
/// <param name="Users">Test users as CSV; without it three are generated.</param>
/// <param name="ListId">The list's ID, for tests of single endpoints.</param>
/// <param name="Endpoint">For a test: the endpoint, such as <c>addUsers</c>; without it all, end to end.</param>
internal sealed record TestRequest(
    Dictionary<string, string>? Fields,
    Dictionary<string, string>? Properties,
    string? Users,
    string? ListId,
    string? Endpoint
)
{
    /// <summary>The same as the form gives it.</summary>
    internal TestInput Input(OpenDraft open)
    {
        var mappings = SetupFields.Of(open.Draft.Root, "").Mappings;
#pragma warning disable CA5394 // Users for tests need not be hard to guess.
        var users = Users is null
            ? TestUsers.Generate(3, new Random(1), mappings.SelectMany(one => one.Options).Select(one => one.Value))
            : new TestUsers("users.csv", Users);
#pragma warning restore CA5394
        return new TestInput
        {
            Fields = Fields ?? [],
            Properties = Properties ?? (Users is null ? TestUsers.LikelyFor(mappings, users) : []),
            Users = users,
            ListId = ListId is null ? null : new ListId(ListId, IsNumber: false),
        };
    }
}

/// <summary>The requests of a test, unsent.</summary>
/// <param name="Requests">The first of each endpoint, by the endpoint's key.</param>
/// <param name="Problems">What is wrong with fields and users.</param>
internal sealed record PreviewAnswer(
    IReadOnlyDictionary<string, EndpointRequest> Requests,
    IReadOnlyList<string> Problems
)
{
    /// <summary>The answer for a preview.</summary>
    internal static PreviewAnswer Of(TestPreview preview) =>
        new(preview.Requests, [.. preview.Problems.Select(problem => problem.Message), .. preview.UserFaults]);
}

/// <summary>What came of a test.</summary>
/// <param name="Succeeded">Whether every request did what it was to.</param>
/// <param name="LeftListId">The list that the test left at the destination; null for none.</param>
/// <param name="Exchanges">The requests that were sent, in order.</param>
internal sealed record TestAnswer(bool Succeeded, string? LeftListId, IReadOnlyList<ExchangeAnswer> Exchanges)
{
    /// <summary>The answer for a test.</summary>
    internal static TestAnswer Of(IReadOnlyList<TestExchange> exchanges) =>
        new(
            exchanges.Count > 0 && exchanges.All(exchange => exchange.Succeeded),
            exchanges.Select(exchange => exchange.ListId?.Text).FirstOrDefault(id => id is not null),
            [.. exchanges.Select(ExchangeAnswer.Of)]
        );
}

/// <summary>A request that was sent, and what came back; secrets masked.</summary>
/// <param name="Request">The request.</param>
/// <param name="Status">The answer's status; null without one.</param>
/// <param name="Headers">The answer's headers.</param>
/// <param name="Body">The answer's body as text.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Succeeded">Whether the destination did what it was asked to.</param>
/// <param name="ErrorType">The classification that matched; null for a plain success.</param>
/// <param name="ErrorMessage">Its message.</param>
/// <param name="ListId">For a creation: the list's ID.</param>
internal sealed record ExchangeAnswer(
    ShownRequest Request,
    int? Status,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    string Body,
    double Milliseconds,
    bool Succeeded,
    string? ErrorType,
    string? ErrorMessage,
    string? ListId
)
{
    /// <summary>The answer for an exchange.</summary>
    internal static ExchangeAnswer Of(TestExchange exchange) =>
        new(
            exchange.Request,
            exchange.Status,
            exchange.ResponseHeaders,
            exchange.Response,
            Math.Round(exchange.Took.TotalMilliseconds, 1),
            exchange.Succeeded,
            exchange.Error?.Type,
            exchange.Error?.Message,
            exchange.ListId?.Text
        );
}

/// <summary>An endpoint and its last test.</summary>
/// <param name="Endpoint">The endpoint's key.</param>
/// <param name="TestedAt">When; null: never.</param>
/// <param name="TestedBy">By whom.</param>
/// <param name="Succeeded">Whether the destination did what it was asked to.</param>
/// <param name="Status">The answer's status.</param>
/// <param name="IsOutdated">Whether the endpoint was changed since.</param>
internal sealed record EvidenceAnswer(
    string Endpoint,
    DateTimeOffset? TestedAt,
    string? TestedBy,
    bool Succeeded,
    int? Status,
    bool IsOutdated
)
{
    /// <summary>The answer for an endpoint.</summary>
    internal static EvidenceAnswer Of(EndpointEvidence evidence) =>
        new(
            evidence.Endpoint,
            evidence.Last?.TestedAt,
            evidence.Last?.TestedByName,
            evidence.Last?.Succeeded ?? false,
            evidence.Last?.Status,
            evidence.IsOutdated
        );
}
