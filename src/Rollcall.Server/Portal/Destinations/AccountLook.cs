using MudBlazor;
using Rollcall.Server.Portal.Frame;
using Rollcall.Storage.Destinations;

namespace Rollcall.Server.Portal.Destinations;

/// <summary>How the state of a destination's account looks.</summary>
internal static class AccountLook
{
    private static readonly StatusKind Connected = new("Connected", Icons.Material.Outlined.CheckCircle, "green");
    private static readonly StatusKind Needs = new("Needs credentials", Icons.Material.Outlined.Key, "amber");

    /// <summary>The look of a state.</summary>
    public static StatusKind Of(AccountState state) => state == AccountState.Connected ? Connected : Needs;
}
