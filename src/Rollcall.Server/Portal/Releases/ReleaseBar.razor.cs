using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Server.Access;
using Rollcall.Server.Integrations;
using Rollcall.Server.Portal.Frame;
using Rollcall.Storage.Integrations;

namespace Rollcall.Server.Portal.Releases;

/// <summary>The buttons that take a version from draft to catalog: <b>Release Internally</b>, <b>Submit</b>, <b>Withdraw from review</b>, <b>New version</b>.</summary>
public sealed partial class ReleaseBar
{
    /// <summary>Who looks.</summary>
    [Parameter, EditorRequired]
    public required Asker Asker { get; set; }

    /// <summary>The version.</summary>
    [Parameter, EditorRequired]
    public required string VersionId { get; set; }

    /// <summary>Its integration.</summary>
    [Parameter, EditorRequired]
    public required string IntegrationId { get; set; }

    /// <summary>Its state.</summary>
    [Parameter, EditorRequired]
    public required IntegrationState State { get; set; }

    /// <summary>Saves what is typed, before the check list is made; null: there is nothing to save. Answers whether it was saved.</summary>
    [Parameter]
    public Func<Task<bool>>? Save { get; set; }

    /// <summary>The version's state changed: it is to be read anew.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    /// <summary>Releases.</summary>
    [Inject]
    public required Server.Releases.Releases Releases { get; set; }

    /// <summary>Starts new versions.</summary>
    [Inject]
    public required IntegrationVersions Versions { get; set; }

    /// <summary>Shows dialogs.</summary>
    [Inject]
    public required IDialogService Dialogs { get; set; }

    /// <summary>Shows results.</summary>
    [Inject]
    public required ISnackbar Snackbar { get; set; }

    /// <summary>Where the browser is.</summary>
    [Inject]
    public required NavigationManager Navigation { get; set; }

    private async Task OpenAsync(bool forSubmission)
    {
        if (Save is not null && !await Save())
        {
            return;
        }
        if (await ReleaseDialog.ShowAsync(Dialogs, Asker, VersionId, forSubmission))
        {
            Snackbar.Add(
                forSubmission
                    ? "Submitted. You get a mail when a reviewer has decided."
                    : "Released internally: your organization's projects can connect it now.",
                Severity.Success
            );
            await Changed.InvokeAsync();
        }
    }

    private async Task TakeBackAsync()
    {
        var sure = await ConfirmDialog.AskAsync(
            Dialogs,
            "Withdraw from review?",
            "The reviewers do not see it any more, and the test account's values are deleted. You can submit it again.",
            "Withdraw from review"
        );
        if (sure)
        {
            await TryAsync(() => Releases.TakeBackAsync(Asker, VersionId), "Withdrawn from review.");
        }
    }

    private async Task WithdrawAsync()
    {
        var sure = await ConfirmDialog.AskAsync(
            Dialogs,
            "Withdraw this version?",
            "Nobody can install it any more, and syncs that use it stop. This cannot be undone; a new version can take its place.",
            "Withdraw",
            harmful: true
        );
        if (sure)
        {
            await TryAsync(() => Releases.WithdrawAsync(Asker, VersionId, "The partner withdrew it."), "Withdrawn.");
        }
    }

    private async Task NewVersionAsync()
    {
        try
        {
            var next = await Versions.NewVersionAsync(Asker, IntegrationId);
            Navigation.NavigateTo($"/organizations/{Asker.OrganizationId}/developer/versions/{next.Id}");
        }
        catch (Refusal refusal)
        {
            Snackbar.Add(refusal.Message, Severity.Error);
        }
    }

    private async Task TryAsync(Func<Task> action, string done)
    {
        try
        {
            await action();
            Snackbar.Add(done, Severity.Success);
        }
        catch (Refusal refusal)
        {
            Snackbar.Add(refusal.Message, Severity.Error);
        }
        await Changed.InvokeAsync();
    }
}
