using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Rollcall.Core.Integrations;
using Rollcall.Core.Integrations.Drafts;
using Rollcall.Server.Integrations.Form;
using Rollcall.Server.Portal.Frame;

namespace Rollcall.Server.Portal.Developer.Editing;

/// <summary>An endpoint's error classifications, folded.</summary>
public sealed partial class ErrorsSection
{
    private static readonly string[] Expected = ["401", "429"];

    private int _most = MoreRows.First;
    private int _mostCopied = MoreRows.First;

    /// <summary>The draft that is edited.</summary>
    [CascadingParameter]
    public required DraftEditing Editing { get; set; }

    /// <summary>The endpoint.</summary>
    [Parameter, EditorRequired]
    public required EndpointForm Endpoint { get; set; }

    private static IEnumerable<string> Missing(ErrorsForm errors) => Expected.Where(status => !errors.Names(status));

    // The same status and sub error code twice: the second could never match.
    private static IEnumerable<DraftProblem> Twice(IReadOnlyList<JsonObject> own)
    {
        var keys = own.Where(row => row.Text("status").Length > 0)
            .GroupBy(row => (Status: row.Text("status"), SubError: row["subError"]?.ToJsonString()))
            .Where(group => group.Count() > 1);
        foreach (var (status, subError) in keys.Select(group => group.Key))
        {
            var what = subError is null ? status : $"{status} with the sub error code {subError}";
            yield return new DraftProblem(
                "",
                null,
                Severity.Error,
                $"Two errors are for {what}. Remove one, or tell them apart by a sub error code."
            );
        }
    }

    private void SetCopies(ChangeEventArgs change)
    {
        var errors = Endpoint.Errors;
        errors.CopyFrom = change.Value is true ? errors.Sources.FirstOrDefault() ?? "" : null;
        Editing.Typed();
    }

    private void SetSource(ChangeEventArgs change)
    {
        Endpoint.Errors.CopyFrom = change.Value as string ?? "";
        Editing.Typed();
    }

    private void Add()
    {
        Endpoint.Errors.Add();
        Editing.Typed();
    }
}
