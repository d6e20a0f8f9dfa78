using Microsoft.AspNetCore.Http.HttpResults;
using Rollcall.Core.Integrations;
using Rollcall.Core.Integrations.Drafts;
using Rollcall.Server.Integrations;
using Rollcall.Server.Integrations.Testing;

namespace Rollcall.Server.Api;

/// <summary>Integrations, their versions, documents and tests.</summary>
internal static class IntegrationsApi
{
    // A byte more than allowed, so that a larger document is told to be too large.
    private const int MostBytes = (1 << 20) + 1;

    /// <summary>Maps the routes of an organization.</summary>
    public static void MapIntegrations(this RouteGroupBuilder organization)
    {
        var integrations = organization.MapGroup("/integrations").WithTags("Integrations");
        integrations.MapGet("", ListAsync);
        organization.MapIntegrationExport();
        integrations.MapPost("", CreateAsync);
        integrations.MapPost("/import", ImportAsync).Accepts<string>("application/yaml", "application/json");
        integrations.MapGet("/{integrationId}/versions", VersionsAsync);
        integrations.MapPost("/{integrationId}/versions", NewVersionAsync);
        var versions = organization.MapGroup("/versions/{versionId}").WithTags("Integrations");
        versions.MapGet("", GetAsync);
        versions.MapPost("/duplicate", DuplicateAsync);
        versions.MapGet("/document", DocumentAsync).Produces<string>(200, "application/yaml", "application/json");
        versions.MapPut("/document", SaveAsync).Accepts<string>("application/yaml", "application/json");
        versions.MapPost("/validate", ValidateAsync);
        versions.MapPost("/preview", PreviewAsync);
        versions.MapPost("/test", TestAsync);
        versions.MapGet("/evidence", EvidenceAsync);
    }

    private static async Task<PageOf<VersionAnswer>> ListAsync(
        [AsParameters] PageRequest page,
        HttpContext http,
        IntegrationVersions integrations
    ) => page.Of(await integrations.ListAsync(http.Asker(), http.RequestAborted)).Select(VersionAnswer.Of);

    private static async Task<Created<VersionAnswer>> CreateAsync(
        IntegrationRequest request,
        HttpContext http,
        IntegrationVersions integrations
    )
    {
        var type = ApiWords.Read<IntegrationType>(request.Type, "type");
        var version = await integrations.CreateAsync(
            http.Asker(),
            request.ConnectionId ?? "",
            type,
            http.RequestAborted
        );
        return Made(http, VersionAnswer.Of(version));
    }

    private static async Task<Created<VersionAnswer>> ImportAsync(
        HttpContext http,
        IntegrationFiles files,
        bool acceptErrors = false
    )
    {
        var body = await RequestBody.ReadAsync(http, MostBytes);
        var import = await files.ImportAsync(http.Asker(), body, FileOf(http), acceptErrors, http.RequestAborted);
        return import.Version is { } version
            ? Made(http, VersionAnswer.Of(version))
            : throw Refusal.Invalid(import.ProblemCount, Faults(import.Problems));
    }

    private static async Task<PageOf<VersionAnswer>> VersionsAsync(
        string integrationId,
        [AsParameters] PageRequest page,
        HttpContext http,
        IntegrationVersions integrations
    ) =>
        page.Of(await integrations.VersionsAsync(http.Asker(), integrationId, http.RequestAborted))
            .Select(VersionAnswer.Of);

    private static async Task<Created<VersionAnswer>> NewVersionAsync(
        string integrationId,
        HttpContext http,
        IntegrationVersions integrations
    ) =>
        Made(
            http,
            VersionAnswer.Of(await integrations.NewVersionAsync(http.Asker(), integrationId, http.RequestAborted))
        );

    private static async Task<VersionAnswer> GetAsync(string versionId, HttpContext http, Drafts drafts) =>
        VersionAnswer.Of((await drafts.OpenAsync(http.Asker(), versionId, http.RequestAborted)).Version);

    private static async Task<Created<VersionAnswer>> DuplicateAsync(
        string versionId,
        HttpContext http,
        IntegrationVersions integrations
    ) => Made(http, VersionAnswer.Of(await integrations.DuplicateAsync(http.Asker(), versionId, http.RequestAborted)));

    private static async Task<ContentHttpResult> DocumentAsync(
        string versionId,
        HttpContext http,
        IntegrationFiles files
    )
    {
        var accepted = http.Request.GetTypedHeaders().Accept;
        var wantsYaml = accepted.Any(type => type.MediaType.EndsWith("yaml", StringComparison.OrdinalIgnoreCase));
        var file = await files.ExportAsync(http.Asker(), versionId, asJson: !wantsYaml, http.RequestAborted);
        return TypedResults.Text(file.Text, file.MediaType);
    }

    private static async Task<VersionAnswer> SaveAsync(string versionId, int version, HttpContext http, Drafts drafts)
    {
        var asker = http.Asker();
        var body = await RequestBody.ReadAsync(http, MostBytes);
        var root =
            DraftTree.Read(body, FileOf(http), out var problems)
            ?? throw Refusal.Invalid(problems.Count, Faults(problems));
        var open = await drafts.OpenAsync(asker, versionId, http.RequestAborted);
        var saved = await drafts.SaveAsync(
            asker,
            versionId,
            version,
            new Draft(root, []),
            open.Version.ConnectionId,
            http.RequestAborted
        );
        return VersionAnswer.Of(saved);
    }

    private static async Task<ValidationAnswer> ValidateAsync(string versionId, HttpContext http, Drafts drafts)
    {
        var open = await drafts.OpenAsync(http.Asker(), versionId, http.RequestAborted);
        return ValidationAnswer.Of(DraftCheck.Of(Draft.Compose(open.Draft.Root, open.Connection)));
    }

    private static async Task<PreviewAnswer> PreviewAsync(
        string versionId,
        TestRequest request,
        HttpContext http,
        Drafts drafts,
        TestBench bench
    )
    {
        var open = await drafts.OpenAsync(http.Asker(), versionId, http.RequestAborted);
        return PreviewAnswer.Of(bench.Preview(TestedDefinition.Of(open), request.Input(open)));
    }

    private static async Task<TestAnswer> TestAsync(
        string versionId,
        TestRequest request,
        HttpContext http,
        Drafts drafts,
        TestBench bench
    )
    {
        var asker = http.Asker();
        var open = await drafts.OpenAsync(asker, versionId, http.RequestAborted);
        var root = Draft.Compose(open.Draft.Root, open.Connection);
        var sent = bench.SendAsync(
            asker,
            open.Version,
            root,
            TestedDefinition.Of(open),
            request.Input(open),
            request.Endpoint,
            http.RequestAborted
        );
        return TestAnswer.Of(await sent.ToListAsync(http.RequestAborted));
    }

    private static async Task<IReadOnlyList<EvidenceAnswer>> EvidenceAsync(
        string versionId,
        HttpContext http,
        EvidenceKeeper evidence
    ) => [.. (await evidence.OfAsync(http.Asker(), versionId, http.RequestAborted)).Select(EvidenceAnswer.Of)];

    private static Created<VersionAnswer> Made(HttpContext http, VersionAnswer version) =>
        TypedResults.Created($"/api/v1/organizations/{http.Asker().OrganizationId}/versions/{version.Id}", version);

    private static string FileOf(HttpContext http) =>
        http.Request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true
            ? "document.json"
            : "document.yaml";

    private static IReadOnlyList<FieldFault> Faults(IReadOnlyList<Problem> problems) =>
        [
            .. problems
                .Take(IntegrationFiles.MostProblems)
                .Select(problem => new FieldFault($"{problem.Line}:{problem.Column}", problem.Message)),
        ];
}
