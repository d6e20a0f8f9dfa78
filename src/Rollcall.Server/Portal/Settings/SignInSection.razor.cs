using Microsoft.AspNetCore.Components;
using Rollcall.Server.SignIn;

namespace Rollcall.Server.Portal.Settings;

/// <summary>Settings, Sign-in: the ways into one's own account, and the provider.</summary>
public sealed partial class SignInSection
{
    private WaysIn _own = new(false, 0, false);

    /// <summary>The provider.</summary>
    [Inject]
    public required OpenIdConnectSettings Provider { get; set; }

    /// <summary>Reads ways in.</summary>
    [Inject]
    public required WaysInReader Ways { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync() => _own = await Ways.OfAsync(Asker, Gone);
}
