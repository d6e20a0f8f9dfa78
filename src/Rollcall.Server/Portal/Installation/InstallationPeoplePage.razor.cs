using Microsoft.AspNetCore.Components;
using Rollcall.Server.Api;
using Rollcall.Server.Installation;

namespace Rollcall.Server.Portal.Installation;

/// <summary>Installation, People: who reviews and who operates.</summary>
public sealed partial class InstallationPeoplePage
{
    private PageOf<AccountView> _people = new([], 0, null);

    /// <summary>The place in the list.</summary>
    [SupplyParameterFromQuery]
    public string? After { get; set; }

    /// <summary>The installation's settings.</summary>
    [Inject]
    public required InstallationSettings Settings { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync() =>
        _people = await Settings.PeopleAsync(Asker, new PageRequest(Portal.Settings.Pager.Size, After), Gone);

    private async Task ChangeAsync(AccountView person, bool isReviewer, bool isOperator)
    {
        await TryAsync(
            () => Settings.ChangePersonAsync(Asker, person.Id, isReviewer, isOperator, Gone),
            $"Saved. {person.Name} has to sign in again."
        );
        await LoadAsync();
    }
}
