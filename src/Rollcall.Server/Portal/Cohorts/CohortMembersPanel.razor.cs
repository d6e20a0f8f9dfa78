using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Core.Snapshots;
using Rollcall.Server.Access;
using Rollcall.Server.Cohorts;
using Rollcall.Server.Portal.Frame;
using Rollcall.Server.Syncs;
using Rollcall.Sources.Samples;
using Rollcall.Storage.Cohorts;

namespace Rollcall.Server.Portal.Cohorts;

/// <summary>A cohort's first members, and where one of them is.</summary>
public sealed partial class CohortMembersPanel
{
    private static readonly StatusKind Present = new("On the list", Icons.Material.Outlined.CheckCircle, "green");
    private static readonly StatusKind Absent = new(
        "Not on the list",
        Icons.Material.Outlined.RemoveCircleOutline,
        "grey"
    );
    private static readonly StatusKind InDoubt = new("In doubt", Icons.Material.Outlined.HelpOutline, "amber");
    private static readonly StatusKind Unknown = new("Not known", Icons.Material.Outlined.QuestionMark, "grey");

    private SourceSample? _sample;
    private IReadOnlyList<MemberInSync>? _found;
    private IReadOnlyList<SyncView> _syncs = [];
    private string? _fault;
    private string _identifier = "";

    /// <summary>The page.</summary>
    [Parameter, EditorRequired]
    public required ProjectPage Page { get; set; }

    /// <summary>The cohort.</summary>
    [Parameter, EditorRequired]
    public required Cohort Cohort { get; set; }

    /// <summary>Reads the first rows.</summary>
    [Inject]
    public required CohortPreviews Previews { get; set; }

    /// <summary>Finds users in lists.</summary>
    [Inject]
    public required MemberSearch Search { get; set; }

    /// <summary>For the destinations' names.</summary>
    [Inject]
    public required ProjectSyncs ProjectSyncs { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (CohortWords.IsEmpty(Cohort) || !Page.Asker.May(Permission.SeeMembers))
        {
            return;
        }
        try
        {
            _sample = await Previews.OfCohortAsync(Page.Asker, Cohort.Id);
        }
        catch (Refusal refusal)
        {
            _fault = refusal.Message;
        }
    }

    private async Task FindAsync()
    {
        _syncs = await ProjectSyncs.ListAsync(Page.Asker, Cohort.Id);
        _found = await Search.FindAsync(Page.Asker, _identifier.Trim(), Cohort.Id);
    }

    private string NameOf(MemberInSync found) =>
        _syncs.FirstOrDefault(view => view.Sync.Id == found.Sync.Id)?.Destination ?? found.Sync.Id;

    private static StatusKind Look(MemberInSync found) =>
        found.State switch
        {
            MemberState.Present => Present,
            MemberState.Absent => Absent,
            MemberState.InDoubt => InDoubt,
            _ => Unknown,
        };
}
