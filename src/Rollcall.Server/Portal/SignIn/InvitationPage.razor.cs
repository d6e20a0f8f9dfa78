using Microsoft.AspNetCore.Components;
using Rollcall.Server.People;
using Rollcall.Server.SignIn;
using Rollcall.Storage.People;

namespace Rollcall.Server.Portal.SignIn;

/// <summary>Takes a seat by a link that works once.</summary>
public sealed partial class InvitationPage
{
    private OpenInvitation? _open;
    private bool _isOwner;

    /// <summary>From the link.</summary>
    [Parameter]
    public required string Code { get; set; }

    /// <summary>What was filled in.</summary>
    [SupplyParameterFromForm(FormName = "invitation")]
    public NewPersonForm? Form { get; set; }

    /// <summary>Invitations.</summary>
    [Inject]
    public required Invitations Invitations { get; set; }

    /// <summary>Makes accounts.</summary>
    [Inject]
    public required Accounts Accounts { get; set; }

    /// <summary>Lets people in.</summary>
    [Inject]
    public required SignIns SignIns { get; set; }

    /// <summary>The signed-in person, if any.</summary>
    [Inject]
    public required OwnAccount Own { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Form ??= new NewPersonForm();
        _open = await Invitations.FindAsync(Code);
        if (_open is { HasAccount: true } && Http.User.Identity is { IsAuthenticated: true })
        {
            _isOwner = await TryAsync(async () =>
            {
                var person = await Own.OfAsync(Http.User);
                if (!string.Equals(person.Email, _open.Email, StringComparison.OrdinalIgnoreCase))
                {
                    throw Refusal.Conflict(
                        $"You are signed in as {person.Email}; this invitation is for {_open.Email}."
                    );
                }
            });
        }
    }

    private async Task AcceptAsync()
    {
        var answer = SignInAnswer.In;
        var done = await TryAsync(async () =>
        {
            var person = await Invitations.AcceptAsync(
                Accounts,
                Code,
                Form!.Name ?? "",
                Form.Password ?? "",
                IsOwnerAsync
            );
            if (_open is { HasAccount: false })
            {
                await SignIns.PersonAsync(person);
            }
        });
        if (done)
        {
            Navigation.NavigateTo(answer.NeedsCode ? "/sign-in/code" : "/");
        }

        async Task<bool> IsOwnerAsync(Person person)
        {
            if (_isOwner)
            {
                return true;
            }
            answer = await SignIns.PasswordAsync(person.Email!, Form!.Password ?? "");
            return answer.IsIn || answer.NeedsCode;
        }
    }
}

/// <summary>What a new person says.</summary>
public sealed class NewPersonForm
{
    /// <summary>Their name.</summary>
    public string? Name { get; set; }

    /// <summary>Their password.</summary>
    public string? Password { get; set; }
}
