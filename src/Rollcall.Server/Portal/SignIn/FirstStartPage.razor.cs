using Microsoft.AspNetCore.Components;
using Rollcall.Server.Audit;
using Rollcall.Server.People;
using Rollcall.Server.SignIn;

namespace Rollcall.Server.Portal.SignIn;

/// <summary>Makes the first account.</summary>
public sealed partial class FirstStartPage
{
    /// <summary>What was filled in.</summary>
    [SupplyParameterFromForm(FormName = "first-start")]
    public FirstStartForm? Form { get; set; }

    /// <summary>From the link.</summary>
    [SupplyParameterFromQuery]
    public string? Code { get; set; }

    /// <summary>The first start.</summary>
    [Inject]
    public required FirstStart First { get; set; }

    /// <summary>Makes accounts.</summary>
    [Inject]
    public required Accounts Accounts { get; set; }

    /// <summary>Notes it.</summary>
    [Inject]
    public required AuditLog Audit { get; set; }

    /// <summary>Lets people in.</summary>
    [Inject]
    public required SignIns SignIns { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Form ??= new FirstStartForm { Code = Code ?? "" };
        if (await Accounts.ExistAsync())
        {
            Navigation.NavigateTo("/sign-in");
        }
    }

    private async Task FinishAsync()
    {
        var done = await TryAsync(async () =>
        {
            var (person, project) = await First.FinishAsync(Accounts, Audit, Form!);
            await SignIns.PersonAsync(person);
            Navigation.NavigateTo($"/projects/{project.Id}/cohorts");
        });
        if (!done)
        {
            Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }
    }
}
