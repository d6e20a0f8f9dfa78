using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Rollcall.Server.Cohorts;
using Rollcall.Server.Syncs;
using Rollcall.Sources.Pushed;
using Rollcall.Sources.Samples;
using Rollcall.Storage.Cohorts;

namespace Rollcall.Server.Api;

/// <summary>Cohorts, their files and members.</summary>
internal static class CohortsApi
{
    /// <summary>Maps the routes of a project.</summary>
    public static void MapCohorts(this RouteGroupBuilder project)
    {
        var cohorts = project.MapGroup("/cohorts").WithTags("Cohorts");
        cohorts.MapGet("", ListAsync);
        project.MapCohortExport();
        cohorts.MapPost("", CreateAsync);
        cohorts.MapGet("/{cohortId}", GetAsync);
        cohorts.MapPatch("/{cohortId}", ChangeAsync);
        cohorts.MapDelete("/{cohortId}", DeleteAsync);
        cohorts.MapGet("/{cohortId}/sizes", SizesAsync);
        cohorts.MapGet("/{cohortId}/preview", PreviewAsync);
        cohorts.MapPut("/{cohortId}/file", UploadForAsync).WithMetadata(new DisableRequestSizeLimitAttribute());
        var members = cohorts.MapGroup("/{cohortId}/members").WithMetadata(new DisableRequestSizeLimitAttribute());
        members.MapPut("", ReplaceAsync);
        members.MapPost("/add", AddAsync);
        members.MapPost("/remove", RemoveAsync);
        members.MapGet("/{identifier}", FindInCohortAsync);
        project.MapPost("/queries/preview", PreviewQueryAsync).WithTags("Cohorts");
        project.MapGet("/members/{identifier}", FindAsync).WithTags("Cohorts");
        project.MapGet("/user-properties", PropertiesAsync).WithTags("Cohorts");
        var files = project.MapGroup("/files").WithTags("Files");
        files.MapGet("", FilesAsync);
        files.MapPut("/{name}", UploadAsync).WithMetadata(new DisableRequestSizeLimitAttribute());
        files.MapDelete("/{fileId}", DeleteFileAsync);
    }

    private static async Task<PageOf<CohortAnswer>> ListAsync(
        [AsParameters] PageRequest page,
        HttpContext http,
        ProjectCohorts cohorts
    ) => page.Of(await cohorts.ListAsync(http.Asker(), http.RequestAborted)).Select(CohortAnswer.Of);

    private static async Task<Created<CohortAnswer>> CreateAsync(
        CohortRequest request,
        HttpContext http,
        ProjectCohorts cohorts
    )
    {
        var asker = http.Asker();
        var kind = ApiWords.Read<CohortSourceKind>(request.Source, "source");
        var wanted = new NewCohort(request.Name ?? "", kind, request.Sql, request.KeyColumn);
        var cohort = await cohorts.CreateAsync(asker, wanted, http.RequestAborted);
        return TypedResults.Created($"/api/v1/projects/{asker.ProjectId}/cohorts/{cohort.Id}", CohortAnswer.Of(cohort));
    }

    private static async Task<CohortAnswer> GetAsync(string cohortId, HttpContext http, ProjectCohorts cohorts) =>
        CohortAnswer.Of(await cohorts.GetAsync(http.Asker(), cohortId, http.RequestAborted));

    private static async Task<CohortAnswer> ChangeAsync(
        string cohortId,
        CohortChangeRequest request,
        HttpContext http,
        ProjectCohorts cohorts
    )
    {
        var change = new CohortChange(request.Name, request.Sql, request.OwnerId);
        return CohortAnswer.Of(
            await cohorts.ChangeAsync(http.Asker(), cohortId, change, request.Version, http.RequestAborted)
        );
    }

    private static async Task<NoContent> DeleteAsync(string cohortId, HttpContext http, ProjectCohorts cohorts)
    {
        await cohorts.DeleteAsync(http.Asker(), cohortId, http.RequestAborted);
        return TypedResults.NoContent();
    }

    private static async Task<IReadOnlyList<SizeAnswer>> SizesAsync(
        string cohortId,
        HttpContext http,
        ProjectCohorts cohorts,
        int days = 30
    ) =>
        [
            .. (await cohorts.SizesAsync(http.Asker(), cohortId, days, http.RequestAborted)).Select(
                size => new SizeAnswer(size.Day, size.Members)
            ),
        ];

    private static Task<SourceSample> PreviewAsync(string cohortId, HttpContext http, CohortPreviews previews) =>
        previews.OfCohortAsync(http.Asker(), cohortId, http.RequestAborted);

    private static Task<SourceSample> PreviewQueryAsync(
        QueryRequest request,
        HttpContext http,
        CohortPreviews previews
    ) => previews.OfQueryAsync(http.Asker(), request.Sql ?? "", http.RequestAborted);

    private static async Task<FileAnswer> UploadForAsync(
        string cohortId,
        string name,
        HttpContext http,
        Uploads uploads,
        CohortReadings readings
    )
    {
        var upload = await uploads.ReceiveForAsync(
            http.Asker(),
            cohortId,
            name,
            http.Request.Body,
            http.RequestAborted
        );
        readings.Ask(cohortId);
        return FileAnswer.Of(upload);
    }

    private static async Task<IReadOnlyList<FileAnswer>> FilesAsync(HttpContext http, Uploads uploads) =>
        [.. (await uploads.ListAsync(http.Asker(), http.RequestAborted)).Select(FileAnswer.Of)];

    private static async Task<FileAnswer> UploadAsync(string name, HttpContext http, Uploads uploads) =>
        FileAnswer.Of(await uploads.ReceiveAsync(http.Asker(), name, http.Request.Body, http.RequestAborted));

    private static async Task<NoContent> DeleteFileAsync(string fileId, HttpContext http, Uploads uploads)
    {
        await uploads.DeleteAsync(http.Asker(), fileId, http.RequestAborted);
        return TypedResults.NoContent();
    }

    private static Task<PushCounts> ReplaceAsync(string cohortId, HttpContext http, Pushes pushes) =>
        pushes.ReplaceAsync(http.Asker(), cohortId, http.Request.Body, http.RequestAborted);

    private static Task<PushCounts> AddAsync(string cohortId, HttpContext http, Pushes pushes) =>
        pushes.AddAsync(http.Asker(), cohortId, http.Request.Body, http.RequestAborted);

    private static Task<PushCounts> RemoveAsync(string cohortId, HttpContext http, Pushes pushes) =>
        pushes.RemoveAsync(http.Asker(), cohortId, http.Request.Body, http.RequestAborted);

    private static async Task<IReadOnlyList<UserProperty>> PropertiesAsync(
        HttpContext http,
        UserProperties properties
    ) => await properties.ListAsync(http.Asker(), http.RequestAborted);

    private static async Task<IReadOnlyList<MemberAnswer>> FindAsync(
        string identifier,
        HttpContext http,
        MemberSearch search
    ) => [.. (await search.FindAsync(http.Asker(), identifier, null, http.RequestAborted)).Select(MemberAnswer.Of)];

    private static async Task<IReadOnlyList<MemberAnswer>> FindInCohortAsync(
        string cohortId,
        string identifier,
        HttpContext http,
        ProjectCohorts cohorts,
        MemberSearch search
    )
    {
        var asker = http.Asker();
        await cohorts.GetAsync(asker, cohortId, http.RequestAborted);
        var found = await search.FindAsync(asker, identifier, cohortId, http.RequestAborted);
        return [.. found.Select(MemberAnswer.Of)];
    }
}
