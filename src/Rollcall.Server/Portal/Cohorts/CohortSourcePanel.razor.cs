using System.Globalization;
using Microsoft.AspNetCore.Components;
using Rollcall.Server.Cohorts;
using Rollcall.Server.Portal.Frame;
using Rollcall.Storage.Cohorts;

namespace Rollcall.Server.Portal.Cohorts;

/// <summary>Where a cohort's members come from, and how to bring in newer ones.</summary>
public sealed partial class CohortSourcePanel
{
    private Upload? _file;
    private string? _fault;
    private string _sql = "";

    /// <summary>The page.</summary>
    [Parameter, EditorRequired]
    public required ProjectPage Page { get; set; }

    /// <summary>The cohort.</summary>
    [Parameter, EditorRequired]
    public required Cohort Cohort { get; set; }

    /// <summary>The source is another one now.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    /// <summary>The project's files.</summary>
    [Inject]
    public required Uploads Uploads { get; set; }

    /// <summary>Changes cohorts.</summary>
    [Inject]
    public required ProjectCohorts ProjectCohorts { get; set; }

    /// <summary>For the address in examples.</summary>
    [Inject]
    public required NavigationManager Navigation { get; set; }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        _sql = Cohort.Sql ?? "";
        var files = await Uploads.ListAsync(Page.Asker);
        _file = files.FirstOrDefault(file => file.Id == Cohort.UploadId);
    }

    private static string Size(long bytes) =>
        bytes switch
        {
            < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
            < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:N0} kB"),
            < 10_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N0} MB"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:N1} GB"),
        };

    private string Example(string method, string rest, string what) =>
        $$"""
            # {{what}}
            curl -X {{method}} {{Navigation.BaseUri}}api/v1/projects/{{Cohort.ProjectId}}/cohorts/{{Cohort.Id}}/members{{rest}} \
              -H "Authorization: Bearer $TOKEN" --data-binary '{"{{Cohort.KeyColumn}}": "user-1", "plan": "team"}'
            """;

    private async Task SaveSqlAsync()
    {
        _fault = null;
        try
        {
            await ProjectCohorts.ChangeAsync(Page.Asker, Cohort.Id, new CohortChange(Sql: _sql), Cohort.Version);
            await Changed.InvokeAsync();
        }
        catch (Refusal refusal)
        {
            _fault = refusal.Message;
        }
    }
}
