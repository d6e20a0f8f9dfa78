using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Server.Access;
using Rollcall.Server.Integrations.Form;
using Rollcall.Server.Releases;

namespace Rollcall.Server.Portal.Releases;

/// <summary>The check list before a release or a submission: what blocks, what is advice, each a link to its place; for a submission the test account and notes, too.</summary>
public sealed partial class ReleaseDialog
{
    private readonly Dictionary<string, string> _account = [];
    private CheckList? _list;
    private IReadOnlyList<SetupField> _fields = [];
    private IReadOnlyList<FieldFault> _faults = [];
    private string _notes = "";
    private string _sentence = "";
    private bool _sending;

    /// <summary>Who releases.</summary>
    [Parameter, EditorRequired]
    public required Asker Asker { get; set; }

    /// <summary>The version.</summary>
    [Parameter, EditorRequired]
    public required string VersionId { get; set; }

    /// <summary>Whether it is to be submitted; else released internally.</summary>
    [Parameter]
    public bool ForSubmission { get; set; }

    /// <summary>Releases.</summary>
    [Inject]
    public required Server.Releases.Releases Releases { get; set; }

    /// <summary>Where the browser is.</summary>
    [Inject]
    public required NavigationManager Navigation { get; set; }

    /// <summary>The dialog around it.</summary>
    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    private string Lead =>
        (ForSubmission, _list!.MayGoOn) switch
        {
            (_, false) => "Something is in the way. A click leads to its place.",
            (true, _) =>
                "A reviewer looks at it next; it cannot be changed from now on. You get a mail with the decision.",
            _ =>
                "Your organization's projects can connect it then. It cannot be changed from now on; a change makes a new version.",
        };

    /// <summary>Shows the dialog.</summary>
    /// <returns>Whether it was released, or submitted.</returns>
    public static async Task<bool> ShowAsync(IDialogService dialogs, Asker asker, string versionId, bool forSubmission)
    {
        var parameters = new DialogParameters<ReleaseDialog>
        {
            { dialog => dialog.Asker, asker },
            { dialog => dialog.VersionId, versionId },
            { dialog => dialog.ForSubmission, forSubmission },
        };
        var reference = await dialogs.ShowAsync<ReleaseDialog>("", parameters);
        return await reference.Result is { Canceled: false };
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        try
        {
            _list = await Releases.CheckAsync(Asker, VersionId, ForSubmission);
            _fields = ForSubmission ? await Releases.TestAccountFieldsAsync(Asker, VersionId) : [];
        }
        catch (Refusal refusal)
        {
            _sentence = refusal.Message;
        }
    }

    private static string Word(CheckResult result) =>
        result switch
        {
            CheckResult.Blocks => "Blocks",
            CheckResult.Advice => "Advice",
            _ => "Done",
        };

    private string Value(SetupField field) => _account.GetValueOrDefault(field.Variable) ?? field.Default;

    private void GoTo(CheckLine line)
    {
        Dialog.Cancel();
        var version = $"/organizations/{Asker.OrganizationId}/developer/versions/{VersionId}";
        Navigation.NavigateTo(
            line.Place.StartsWith("connection", StringComparison.Ordinal)
                ? $"{version}/setup"
                : $"{version}?at={Uri.EscapeDataString(line.Place)}",
            forceLoad: true
        );
    }

    private async Task GoOnAsync()
    {
        (_sending, _sentence, _faults) = (true, "", []);
        try
        {
            if (ForSubmission)
            {
                var form = new SubmissionForm { TestAccount = _account, Notes = _notes };
                await Releases.SubmitAsync(Asker, VersionId, form);
            }
            else
            {
                await Releases.ReleaseInternallyAsync(Asker, VersionId);
            }
            Dialog.Close(DialogResult.Ok(true));
        }
        catch (Refusal refusal)
        {
            (_sentence, _faults) = (refusal.Message, refusal.Fields);
        }
        _sending = false;
    }
}
