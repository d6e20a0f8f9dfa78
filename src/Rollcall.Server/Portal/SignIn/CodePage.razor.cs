using Microsoft.AspNetCore.Components;
using Rollcall.Server.SignIn;

namespace Rollcall.Server.Portal.SignIn;

/// <summary>The second step of signing in: a one-time code.</summary>
public sealed partial class CodePage
{
    /// <summary>What was filled in.</summary>
    [SupplyParameterFromForm(FormName = "code")]
    public CodeForm? Form { get; set; }

    /// <summary>Where to go on.</summary>
    [SupplyParameterFromQuery]
    public string? ReturnUrl { get; set; }

    /// <summary>Lets people in.</summary>
    [Inject]
    public required SignIns SignIns { get; set; }

    private async Task CodeAsync()
    {
        var answer = await SignIns.CodeAsync(Form?.Code ?? "");
        if (answer.IsIn)
        {
            Navigation.NavigateTo(LocalAddress.Of(ReturnUrl));
        }
        else
        {
            Refuse(answer.Sentence);
        }
    }
}

/// <summary>A one-time code.</summary>
public sealed class CodeForm
{
    /// <summary>As it was typed.</summary>
    public string? Code { get; set; }
}
