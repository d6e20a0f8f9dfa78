using System.ComponentModel;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rollcall.Server.Audit;
using Rollcall.Storage.Audit;

namespace Rollcall.Server.Api;

/// <summary>The audit log.</summary>
internal static class AuditApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapAudit(this IEndpointRouteBuilder organization)
    {
        var routes = organization.MapGroup("").WithTags("Audit log");
        routes
            .MapGet("/audit", ListAsync)
            .WithName("ListAudit")
            .WithSummary(
                "Who changed what in the organization, newest first. Secrets only as set, not set or changed."
            );
        routes
            .MapGet("/audit.csv", ExportAsync)
            .WithName("ExportAudit")
            .WithSummary("The same as CSV, all of it.")
            .Produces<string>(contentType: "text/csv");
    }

    private static async Task<PageOf<AuditBody>> ListAsync(
        HttpContext http,
        AuditReader audit,
        [AsParameters] AuditQuery query,
        [AsParameters] PageRequest page
    ) => (await audit.ListAsync(http.Asker(), query.Filter(), page, http.RequestAborted)).Select(BodyOf);

    private static async Task ExportAsync(HttpContext http, AuditReader audit, [AsParameters] AuditQuery query)
    {
        var entries = audit.ReadAllAsync(http.Asker(), query.Filter(), http.RequestAborted);
        await using var rows = entries.GetAsyncEnumerator(http.RequestAborted);
        // What is refused is refused before the answer begins.
        var more = await rows.MoveNextAsync();
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"audit.csv\"";
        await http.Response.WriteAsync(AuditCsv.Head, Encoding.UTF8, http.RequestAborted);
        for (; more; more = await rows.MoveNextAsync())
        {
            await http.Response.WriteAsync(AuditCsv.Line(rows.Current), Encoding.UTF8, http.RequestAborted);
        }
    }

    private static AuditBody BodyOf(AuditEntry entry) =>
        new(
            entry.At,
            entry.ActorId,
            entry.ActorName,
            entry.Token,
            entry.Action,
            entry.SubjectId,
            entry.SubjectName,
            entry.ProjectId,
            Json(entry.Before),
            Json(entry.After)
        );

    private static JsonObject? Json(string? text) => text is null ? null : JsonSerializer.Deserialize<JsonObject>(text);
}

/// <summary>Which entries are wanted.</summary>
/// <param name="Who">A name as it stands in the log.</param>
/// <param name="What">An action, or how it begins.</param>
/// <param name="Subject">An ID, or a part of a name.</param>
/// <param name="From">The first day, UTC.</param>
/// <param name="To">The last day, UTC.</param>
public readonly record struct AuditQuery(
    [property: Description("A name as it stands in the log.")] string? Who = null,
    [property: Description("An action, or how it begins, such as \"project\".")] string? What = null,
    [property: Description("An ID, or a part of a name.")] string? Subject = null,
    [property: Description("The first day, UTC.")] DateOnly? From = null,
    [property: Description("The last day, UTC.")] DateOnly? To = null
)
{
    /// <summary>As the reader takes it.</summary>
    public AuditFilter Filter() =>
        new()
        {
            Who = Who,
            What = What,
            Subject = Subject,
            From = From,
            To = To,
        };
}

/// <summary>An entry of the audit log.</summary>
/// <param name="At">When.</param>
/// <param name="ActorId">The person; null where it was no person.</param>
/// <param name="Actor">The person's name at that time.</param>
/// <param name="Token">The API token that was used; null: the portal.</param>
/// <param name="Action">What was done.</param>
/// <param name="SubjectId">Of what.</param>
/// <param name="Subject">Its name at that time.</param>
/// <param name="ProjectId">Its project.</param>
/// <param name="Before">What changed, as it was.</param>
/// <param name="After">What changed, as it is now.</param>
public sealed record AuditBody(
    DateTimeOffset At,
    string? ActorId,
    string Actor,
    string? Token,
    string Action,
    string SubjectId,
    string Subject,
    string? ProjectId,
    JsonObject? Before,
    JsonObject? After
);
