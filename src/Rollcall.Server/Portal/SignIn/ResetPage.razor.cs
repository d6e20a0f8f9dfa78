using Microsoft.AspNetCore.Components;
using Rollcall.Server.SignIn;

namespace Rollcall.Server.Portal.SignIn;

/// <summary>Sets a new password by a link that works once.</summary>
public sealed partial class ResetPage
{
    private bool _works;

    /// <summary>From the link.</summary>
    [Parameter]
    public required string Code { get; set; }

    /// <summary>What was filled in.</summary>
    [SupplyParameterFromForm(FormName = "reset")]
    public SignInForm? Form { get; set; }

    /// <summary>Resets passwords.</summary>
    [Inject]
    public required PasswordReset Reset { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => _works = await Reset.WorksAsync(Code);

    private async Task SetAsync()
    {
        if (await TryAsync(() => Reset.SetAsync(Code, Form?.Password ?? "")))
        {
            Navigation.NavigateTo("/sign-in");
        }
    }
}
