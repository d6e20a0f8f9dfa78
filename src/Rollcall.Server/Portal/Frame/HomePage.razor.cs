using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Rollcall.Server.People;

namespace Rollcall.Server.Portal.Frame;

/// <summary>The start: leads to the project that the person saw last, or to signing in.</summary>
public sealed partial class HomePage
{
    /// <summary>Where the person may go.</summary>
    [Inject]
    public required Places Places { get; set; }

    /// <summary>Whether there is anybody at all.</summary>
    [Inject]
    public required Accounts Accounts { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (await AddressAsync() is { } address)
        {
            Navigation.NavigateTo(address);
        }
    }

    private async Task<string?> AddressAsync()
    {
        if (Http.User.FindFirstValue(ClaimTypes.NameIdentifier) is not { } personId)
        {
            return await Accounts.ExistAsync() ? "/sign-in" : "/first-start";
        }
        var places = await Places.OfAsync(Http.User);
        var projects = places.Organizations.SelectMany(organization => organization.Projects).ToList();
        var last = (await Accounts.Database.Users.FindAsync(personId))?.LastProjectId;
        return (projects.Find(project => project.Id == last) ?? projects.FirstOrDefault()) is { } chosen
                ? $"/projects/{chosen.Id}/cohorts"
            : places.Organizations.Count > 0 ? $"/organizations/{places.Organizations[0].Id}/settings/projects"
            : null;
    }
}
