using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Rollcall.Core.Integrations.Drafts;
using Rollcall.Core.Templates;
using Rollcall.Server.Integrations.Form;
using Rollcall.Server.Portal.Frame;

namespace Rollcall.Server.Portal.Developer.Editing;

/// <summary>The mapping fields, and the switch for the cohort's name.</summary>
public sealed partial class MappingSection
{
    private int _most = MoreRows.First;
    private string _example = "Saturday's cohort & héllo";

    /// <summary>The draft that is edited.</summary>
    [CascadingParameter]
    public required DraftEditing Editing { get; set; }

    private string Slug => CohortSlug.Of(_example);

    private bool UsesCohortName =>
        Editing.Form.Check?.Document.Variables.Rows.Any(row => row is { Name: "cohort_name", Used: true }) ?? false;

    private IEnumerable<DraftProblem> RowProblems(string path) =>
        Editing
            .Problems(path)
            .Concat(Editing.Problems($"{path}.required"))
            .Concat(
                Enumerable.Range(0, 20).SelectMany(step => Editing.Problems(DraftPath.Item($"{path}.normalize", step)))
            );

    private void Add(JsonObject mapping)
    {
        mapping.AddRow("fields", MappingForm.New());
        Editing.Typed();
    }

    private void Remove(JsonObject mapping, JsonObject row)
    {
        mapping.RemoveRow("fields", row);
        Editing.Typed();
    }

    private void SetType(JsonObject row, ChangeEventArgs change)
    {
        CustomFieldForm.SetType(row, change.Value as string ?? "string");
        Editing.Typed();
    }

    private void SetKey(JsonObject mapping, JsonObject row, ChangeEventArgs change)
    {
        MappingForm.SetKey(mapping, row, change.Value is true);
        Editing.Typed();
    }

    private void SetSlugify(ChangeEventArgs change)
    {
        if (change.Value is true)
        {
            Editing.Form.Root["slugifyCohortName"] = true;
        }
        else
        {
            Editing.Form.Root.Remove("slugifyCohortName");
        }
        Editing.Typed();
    }
}
