using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Rollcall.Server.Access;
using Rollcall.Server.Portal.Frame;
using Rollcall.Server.Review;
using Rollcall.Storage.Organizations;

namespace Rollcall.Server.Portal.Review;

/// <summary>A page of the reviewers; for everybody else there is nothing.</summary>
public abstract class ReviewerPage : PortalPage
{
    /// <summary>Works out who reviews.</summary>
    [Inject]
    public required ReviewerReader Reviewers { get; set; }

    /// <summary>The reviewer; known once loaded.</summary>
    protected Reviewer Reviewer { get; private set; } = null!;

    /// <inheritdoc/>
    protected override async Task<Asker> ReadAskerAsync(ClaimsPrincipal principal)
    {
        Reviewer = await Reviewers.ReadAsync(principal, Gone);
        // A reviewer asks for the installation, not for an organization: as such they may do nothing in any.
        return new Asker
        {
            PersonId = Reviewer.PersonId,
            PersonName = Reviewer.PersonName,
            OrganizationId = "",
            Role = Role.Viewer,
        };
    }
}
