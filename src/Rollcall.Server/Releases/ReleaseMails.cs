using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Mail;
using Rollcall.Server.Syncs;
using Rollcall.Storage.Catalog;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;
using Rollcall.Storage.Releases;

namespace Rollcall.Server.Releases;

/// <summary>Tells partners by mail what became of their versions. Works in the caller's session; the caller saves.</summary>
public sealed class ReleaseMails(MailOutbox outbox, PublicAddress address)
{
    /// <summary>The version is in the catalog.</summary>
    public async Task ApprovedAsync(
        RollcallDatabase database,
        Submission submission,
        PublishedVersion version,
        string byName,
        CancellationToken cancellation
    )
    {
        if (await MailOfAsync(database, submission.SubmittedById, cancellation).ConfigureAwait(false) is { } to)
        {
            outbox.Queue(
                database,
                to,
                $"{version.Name} is approved",
                Text(
                    $"{byName} approved version {version.Number} of {version.Name}. Its tile is in the catalog now, for every organization.",
                    PlaceOf(version)
                )
            );
        }
    }

    /// <summary>A reviewer asks for changes.</summary>
    public async Task ChangesRequestedAsync(
        RollcallDatabase database,
        Submission submission,
        PublishedVersion version,
        string byName,
        CancellationToken cancellation
    )
    {
        if (await MailOfAsync(database, submission.SubmittedById, cancellation).ConfigureAwait(false) is not { } to)
        {
            return;
        }
        var comments = await VersionHistory.CommentsAsync(database, submission.Id, cancellation).ConfigureAwait(false);
        var said = new StringBuilder(submission.Comment);
        foreach (var comment in comments)
        {
            said.Append(CultureInfo.InvariantCulture, $"\n\n{comment.Field}:\n{comment.Text}");
        }
        outbox.Queue(
            database,
            to,
            $"{version.Name}: changes requested",
            Text(
                $"{byName} looked at version {version.Number} of {version.Name} and asks for changes before it goes into the catalog.\n\n{said}\n\nStart a new version, make the changes, and submit it.",
                PlaceOf(version)
            )
        );
    }

    /// <summary>An approved version was withdrawn: every admin and developer of the partner is told.</summary>
    public async Task WithdrawnAsync(
        RollcallDatabase database,
        PublishedVersion version,
        string byName,
        string reason,
        CancellationToken cancellation
    )
    {
        var people = await (
            from seat in database.Seats
            join person in database.Users on seat.PersonId equals person.Id
            where
                seat.OrganizationId == version.OrganizationId
                && (seat.Role == Role.Admin || seat.Role == Role.Developer)
            select person.Email
        )
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        foreach (var to in people.OfType<string>())
        {
            outbox.Queue(
                database,
                to,
                $"{version.Name} was withdrawn from the catalog",
                Text(
                    $"{byName} withdrew version {version.Number} of {version.Name} from the catalog. Its syncs have stopped.\n\n{reason.Trim()}",
                    PlaceOf(version)
                )
            );
        }
    }

    /// <summary>Somebody misses a destination: the operators are told.</summary>
    public async Task<int> RequestedAsync(
        RollcallDatabase database,
        string byName,
        string name,
        string address,
        string why,
        CancellationToken cancellation
    )
    {
        var operators = await database
            .Users.Where(person => person.IsOperator && person.Email != null)
            .Select(person => person.Email!)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        foreach (var to in operators)
        {
            outbox.Queue(
                database,
                to,
                $"{byName} asks for a destination: {name}",
                $"{byName} asks for a destination that the catalog does not have.\n\nName: {name}\nAddress: {address}\nWhy:\n{why}\n"
            );
        }
        return operators.Count;
    }

    private static Task<string?> MailOfAsync(
        RollcallDatabase database,
        string personId,
        CancellationToken cancellation
    ) =>
        database
            .Users.Where(person => person.Id == personId)
            .Select(person => person.Email)
            .SingleOrDefaultAsync(cancellation);

    private static string Text(string what, string link) => $"{what}\n\n{link}\n";

    private string PlaceOf(PublishedVersion version) =>
        address.OfVersions(version.OrganizationId, version.IntegrationId);
}
