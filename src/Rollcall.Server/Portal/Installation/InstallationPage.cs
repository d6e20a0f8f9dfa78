using System.Security.Claims;
using Rollcall.Server.Access;
using Rollcall.Server.Portal.Frame;

namespace Rollcall.Server.Portal.Installation;

/// <summary>A page of the installation, under <c>/installation</c>: for operators.</summary>
public abstract class InstallationPage : PortalPage
{
    /// <inheritdoc/>
    protected override Task<Asker> ReadAskerAsync(ClaimsPrincipal principal) =>
        Access.ForInstallationAsync(principal, Gone);
}
