using Rollcall.Server.People;
using Rollcall.Storage.Organizations;

namespace Rollcall.Server.Api;

/// <summary>People of an organization, and invitations.</summary>
internal static class PeopleApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapPeople(this IEndpointRouteBuilder organization)
    {
        var people = organization.MapGroup("/people").WithTags("People");
        people.MapGet("", ListAsync).WithName("ListPeople").WithSummary("Who belongs to the organization, by name.");
        people
            .MapPatch("/{personId}", ChangeAsync)
            .WithName("ChangePerson")
            .WithSummary("Gives a person another role. Their sessions end.");
        people
            .MapDelete("/{personId}", RemoveAsync)
            .WithName("RemovePerson")
            .WithSummary("Takes a person's seat away, and their tokens for the organization.");
        var invitations = organization.MapGroup("/invitations").WithTags("People");
        invitations
            .MapGet("", ListInvitationsAsync)
            .WithName("ListInvitations")
            .WithSummary("Invitations that were not taken yet, newest first.");
        invitations
            .MapPost("", InviteAsync)
            .WithName("InvitePerson")
            .WithSummary("Invites somebody by e-mail. The link works once, for a day.");
        invitations
            .MapDelete("/{invitationId}", WithdrawAsync)
            .WithName("WithdrawInvitation")
            .WithSummary("Withdraws an invitation: its link stops working.");
    }

    private static Task<PageOf<SeatView>> ListAsync(HttpContext http, Seats seats, [AsParameters] PageRequest page) =>
        seats.ListAsync(http.Asker(), page, http.RequestAborted);

    private static async Task<IResult> ChangeAsync(HttpContext http, Seats seats, string personId, ChangePerson body)
    {
        await seats.ChangeRoleAsync(http.Asker(), personId, body.Role, http.RequestAborted);
        return Results.NoContent();
    }

    private static async Task<IResult> RemoveAsync(HttpContext http, Seats seats, string personId)
    {
        await seats.RemoveAsync(http.Asker(), personId, http.RequestAborted);
        return Results.NoContent();
    }

    private static Task<PageOf<InvitationView>> ListInvitationsAsync(
        HttpContext http,
        Invitations invitations,
        [AsParameters] PageRequest page
    ) => invitations.ListAsync(http.Asker(), page, http.RequestAborted);

    private static async Task<IResult> InviteAsync(HttpContext http, Invitations invitations, InvitePerson body)
    {
        var view = await invitations.InviteAsync(http.Asker(), body.Email, body.Role, http.RequestAborted);
        return Results.Created($"{http.Request.Path}/{view.Id}", view);
    }

    private static async Task<IResult> WithdrawAsync(HttpContext http, Invitations invitations, string invitationId)
    {
        await invitations.WithdrawAsync(http.Asker(), invitationId, http.RequestAborted);
        return Results.NoContent();
    }
}

/// <summary>What a person is to be.</summary>
/// <param name="Role">The role.</param>
public sealed record ChangePerson(Role Role);

/// <summary>Whom to invite.</summary>
/// <param name="Email">The address.</param>
/// <param name="Role">As what.</param>
public sealed record InvitePerson(string Email, Role Role);
