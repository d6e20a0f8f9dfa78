using Microsoft.AspNetCore.Components;
using Rollcall.Server.People;
using Rollcall.Server.SignIn;
using Rollcall.Storage.People;

namespace Rollcall.Server.Portal.SignIn;

/// <summary>Signing in by a link that works once. It asks for a click: programs that look at links in mails must not use it up.</summary>
public sealed partial class SignInLinkPage
{
    /// <summary>From the link.</summary>
    [Parameter]
    public required string Code { get; set; }

    /// <summary>Lets people in.</summary>
    [Inject]
    public required SignIns SignIns { get; set; }

    /// <summary>The links.</summary>
    [Inject]
    public required OneTimeLinks Links { get; set; }

    /// <summary>The session with the database.</summary>
    [Inject]
    public required Accounts Accounts { get; set; }

    private async Task UseAsync()
    {
        var personId = await Links.UseAsync(Accounts.Database, Code, LinkPurpose.SignIn);
        var person = personId is null ? null : await Accounts.Database.Users.FindAsync(personId);
        if (person is null)
        {
            Refuse("This link does not work any more: it was used, or is older than a day.");
            return;
        }
        await SignIns.PersonAsync(person);
        Navigation.NavigateTo("/");
    }
}
