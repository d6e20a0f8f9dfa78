using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Audit;
using Rollcall.Server.Mail;
using Rollcall.Server.People;
using Rollcall.Storage.Audit;
using Rollcall.Storage.People;

namespace Rollcall.Server.SignIn;

/// <summary>Sets a new password by a link that goes to the person's address.</summary>
public sealed class PasswordReset(
    Accounts accounts,
    OneTimeLinks links,
    MailOutbox outbox,
    SignInThrottle throttle,
    AuditLog audit
)
{
    /// <summary>Sends a link, if the address has an account. Nothing tells which.</summary>
    /// <param name="email">The address.</param>
    /// <param name="from">The network address of who asks.</param>
    /// <returns>How long to wait before it may be asked again; zero: it was sent.</returns>
    public async Task<TimeSpan> AskAsync(string email, string from)
    {
        var account = $"reset {email}";
        if (throttle.Begin(account, from) is { Ticks: > 0 } wait)
        {
            return wait;
        }
        if (await accounts.FindAsync(email).ConfigureAwait(false) is { } person)
        {
            var link = links.Make(accounts.Database, person.Id, LinkPurpose.ResetPassword);
            outbox.Queue(
                accounts.Database,
                person.Email!,
                "Your new password for Rollcall",
                $"""
                Somebody, probably you, asked for a new password for {person.Email} on Rollcall.

                Open this link within a day to choose one. It works once:
                {link}

                If it was not you, do nothing: your password stays as it is.
                """,
                holdsLink: true
            );
            await accounts.Database.SaveChangesAsync().ConfigureAwait(false);
        }
        return TimeSpan.Zero;
    }

    /// <summary>Whether a link still works.</summary>
    public async Task<bool> WorksAsync(string code) =>
        await links.FindAsync(accounts.Database, code, LinkPurpose.ResetPassword).ConfigureAwait(false) is not null;

    /// <summary>Sets the password; every session of the person ends, and every link to them.</summary>
    /// <exception cref="Refusal">The password is not good enough: the link goes on working. Or the link does not work.</exception>
    public async Task SetAsync(string code, string password)
    {
        var database = accounts.Database;
        await using var transaction = await database.Database.BeginTransactionAsync().ConfigureAwait(false);
        var personId = await links.UseAsync(database, code, LinkPurpose.ResetPassword).ConfigureAwait(false);
        var person =
            await database.Users.SingleOrDefaultAsync(row => row.Id == personId).ConfigureAwait(false)
            ?? throw Refusal.Conflict("This link does not work any more: it was used, or is older than a day.");
        audit.Record(
            database,
            AuditEntry.Installation,
            new Actor(person.Id, person.Name),
            "person.password_changed",
            new AuditSubject(person.Id, person.Name),
            after: new { Password = SecretState.Changed }
        );
        await accounts.SetPasswordAsync(person, password).ConfigureAwait(false);
        await OneTimeLinks.ForgetAsync(database, person.Id).ConfigureAwait(false);
        await transaction.CommitAsync().ConfigureAwait(false);
    }
}
