using Microsoft.AspNetCore.Components;
using Rollcall.Server.Access;
using Rollcall.Server.Cohorts;
using Rollcall.Sources.Samples;
using Rollcall.Storage.Cohorts;

namespace Rollcall.Server.Portal.Cohorts;

/// <summary>Makes a cohort: from an upload, a query, or to be pushed.</summary>
public sealed partial class NewCohortPage
{
    private static readonly (CohortSourceKind Kind, string Label, string Sentence)[] Kinds =
    [
        (CohortSourceKind.File, "Upload", "A file that you have: the users are its rows."),
        (CohortSourceKind.Query, "Query", "SQL over files that were uploaded to this project."),
        (CohortSourceKind.Push, "API", "Your own systems push who is in, and who enters or leaves."),
    ];

    private IReadOnlyList<FieldFault> _faults = [];
    private IReadOnlyList<Upload> _files = [];
    private CohortSourceKind _kind = CohortSourceKind.File;
    private SourceSample? _sample;
    private FileUpload? _upload;
    private Cohort? _made;
    private string _name = "";
    private string _sql = "";
    private string _key = "";
    private bool _busy;

    /// <summary>Makes cohorts.</summary>
    [Inject]
    public required ProjectCohorts ProjectCohorts { get; set; }

    /// <summary>Shows a query's beginning.</summary>
    [Inject]
    public required CohortPreviews Previews { get; set; }

    /// <summary>The project's files.</summary>
    [Inject]
    public required Uploads Uploads { get; set; }

    /// <summary>Goes to the cohort.</summary>
    [Inject]
    public required NavigationManager Navigation { get; set; }

    /// <inheritdoc/>
    protected override Task LoadAsync()
    {
        Asker.Require(Permission.Edit);
        return ReadFilesAsync();
    }

    private string? FaultOf(string field) => _faults.Of(field);

    private async Task ReadFilesAsync() => _files = await Uploads.ListAsync(Asker, Gone);

    private async Task PreviewAsync()
    {
        (_busy, _faults, _sample) = (true, [], null);
        await GuardAsync(async () => _sample = await Previews.OfQueryAsync(Asker, _sql, Gone));
        _busy = false;
    }

    private async Task SaveAsync()
    {
        (_busy, _faults) = (true, []);
        await GuardAsync(CreateAsync);
        _busy = false;
    }

    private async Task CreateAsync()
    {
        if (_kind == CohortSourceKind.File && _upload is not { HasFile: true })
        {
            var nameless = new FieldFault("name", "Give the cohort a name.");
            var fileless = new FieldFault("file", "Choose the file with the cohort's users.");
            throw Refusal.Invalid(string.IsNullOrWhiteSpace(_name) ? [nameless, fileless] : [fileless]);
        }
        // A second try, after an upload that failed, goes on with the cohort that the first one made.
        _made ??= await ProjectCohorts.CreateAsync(
            Asker,
            new NewCohort(
                _name,
                _kind,
                _kind == CohortSourceKind.Query ? _sql : null,
                _kind == CohortSourceKind.Push ? _key : null
            ),
            Gone
        );
        if (_kind == CohortSourceKind.File)
        {
            await _upload!.SendAsync($"/api/v1/projects/{ProjectId}/cohorts/{_made.Id}/file");
        }
        Navigation.NavigateTo($"/projects/{ProjectId}/cohorts/{_made.Id}");
    }

    // What belongs to a field is shown there; all else as a message.
    private Task GuardAsync(Func<Task> action) =>
        TryAsync(async () =>
        {
            try
            {
                await action();
            }
            catch (Refusal refusal) when (refusal.Fields.Count > 0)
            {
                _faults = refusal.Fields;
            }
        });
}
