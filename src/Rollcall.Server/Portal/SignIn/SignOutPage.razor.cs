using Microsoft.AspNetCore.Components;
using Rollcall.Server.SignIn;

namespace Rollcall.Server.Portal.SignIn;

/// <summary>Signing out: at once from a page of ours; a link from elsewhere has to be confirmed.</summary>
public sealed partial class SignOutPage
{
    /// <summary>Lets people out.</summary>
    [Inject]
    public required SignIns SignIns { get; set; }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() =>
        HttpMethods.IsGet(Http.Request.Method) && Http.Request.Headers["Sec-Fetch-Site"] == "same-origin"
            ? OutAsync()
            : Task.CompletedTask;

    private async Task OutAsync()
    {
        await SignIns.OutAsync();
        Navigation.NavigateTo("/sign-in");
    }
}
