using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Server.Access;
using Rollcall.Server.Api;
using Rollcall.Server.Mail;
using Rollcall.Server.People;
using Rollcall.Server.Portal.Frame;
using Rollcall.Storage.Organizations;

namespace Rollcall.Server.Portal.Settings;

/// <summary>Settings, People: who belongs to the organization and as what; invitations.</summary>
public sealed partial class PeopleSection
{
    private static readonly IReadOnlyList<(string, string)> RoleOptions =
    [
        .. Enum.GetNames<Role>().Select(role => (role, role)),
    ];

    private PageOf<SeatView> _people = new([], 0, null);
    private PageOf<InvitationView> _invitations = new([], 0, null);
    private string _email = "";
    private string _fault = "";
    private string _role = nameof(Role.Editor);

    /// <summary>The place in the list.</summary>
    [SupplyParameterFromQuery]
    public string? After { get; set; }

    /// <summary>Seats.</summary>
    [Inject]
    public required Seats Seats { get; set; }

    /// <summary>Invitations.</summary>
    [Inject]
    public required Invitations Invitations { get; set; }

    /// <summary>Mails.</summary>
    [Inject]
    public required MailOutbox Outbox { get; set; }

    /// <summary>Asks before something is taken away.</summary>
    [Inject]
    public required IDialogService Dialogs { get; set; }

    /// <summary>Leads on.</summary>
    [Inject]
    public required NavigationManager Navigation { get; set; }

    /// <summary>The clock.</summary>
    [Inject]
    public required TimeProvider Time { get; set; }

    private bool MayAdminister => Asker.May(Permission.Administer);

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        _people = await Seats.ListAsync(Asker, new PageRequest(Pager.Size, After), Gone);
        if (MayAdminister)
        {
            _invitations = await Invitations.ListAsync(Asker, new PageRequest(200), Gone);
        }
    }

    private async Task InviteAsync()
    {
        _fault = "";
        try
        {
            await Invitations.InviteAsync(Asker, _email, Enum.Parse<Role>(_role), Gone);
        }
        catch (Refusal refusal) when (refusal.Fields.Count > 0)
        {
            _fault = refusal.Message;
            return;
        }
        Snackbar.Add($"{_email} is invited.", Severity.Success);
        _email = "";
        await LoadAsync();
    }

    private Task AgainAsync(InvitationView invitation) =>
        DoAsync(
            () => Invitations.InviteAsync(Asker, invitation.Email, invitation.Role, Gone),
            $"{invitation.Email} gets a new link; the old one ended."
        );

    private Task WithdrawAsync(InvitationView invitation) =>
        DoAsync(() => Invitations.WithdrawAsync(Asker, invitation.Id, Gone), "The invitation was withdrawn.");

    private Task ChangeAsync(SeatView seat, string role) =>
        DoAsync(
            () => Seats.ChangeRoleAsync(Asker, seat.PersonId, Enum.Parse<Role>(role), Gone),
            $"{seat.Name} is {role} now and has to sign in again."
        );

    private async Task RemoveAsync(SeatView seat)
    {
        var isSelf = seat.PersonId == Asker.PersonId;
        var sure = await ConfirmDialog.AskAsync(
            Dialogs,
            isSelf ? "Leave this organization?" : $"Remove {seat.Name}?",
            isSelf
                ? "You lose your seat here and your API keys for it. An Admin can invite you again."
                : $"{seat.Name} loses their seat here and their API keys for it, and is signed out. What they made stays.",
            isSelf ? "Leave" : "Remove",
            harmful: true
        );
        if (!sure)
        {
            return;
        }
        var done = await TryAsync(() => Seats.RemoveAsync(Asker, seat.PersonId, Gone));
        if (done && isSelf)
        {
            Navigation.NavigateTo("/", forceLoad: true);
        }
        else if (done)
        {
            Snackbar.Add($"{seat.Name} was removed.", Severity.Success);
            await LoadAsync();
        }
    }

    private async Task DoAsync(Func<Task> action, string done)
    {
        await TryAsync(action, done);
        await LoadAsync();
    }
}
