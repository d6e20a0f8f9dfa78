using Rollcall.Server.Access;
using Rollcall.Storage.Audit;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Audit;

/// <summary>Writes down who changed what.</summary>
public sealed class AuditLog(TimeProvider time)
{
    /// <summary>Adds an entry to a session, so that it is saved with the change or not at all. Only what differs between before and after is kept; where nothing differs there is no entry.</summary>
    /// <param name="database">The session in which the change is made; the caller saves it.</param>
    /// <param name="asker">Who.</param>
    /// <param name="action">What: a noun and a past participle, such as <c>project.changed</c>.</param>
    /// <param name="subject">Of what.</param>
    /// <param name="before">An object whose properties are shown as they were; null for something new. Secrets never: a <see cref="SecretState"/> stands for each.</param>
    /// <param name="after">The same properties as they are now; null for something deleted.</param>
    public void Record(
        RollcallDatabase database,
        Asker asker,
        string action,
        AuditSubject subject,
        object? before = null,
        object? after = null
    ) =>
        Record(
            database,
            asker.OrganizationId,
            new Actor(asker.PersonId, asker.PersonName, asker.Token),
            action,
            subject,
            before,
            after
        );

    /// <summary>The same for what has no asker: signing in, the installation's settings, a shell.</summary>
    /// <param name="database">The session in which the change is made; the caller saves it.</param>
    /// <param name="organizationId">The organization, or <see cref="AuditEntry.Installation"/>.</param>
    /// <param name="actor">Who.</param>
    /// <param name="action">What.</param>
    /// <param name="subject">Of what.</param>
    /// <param name="before">As it was.</param>
    /// <param name="after">As it is now.</param>
    public void Record(
        RollcallDatabase database,
        string organizationId,
        Actor actor,
        string action,
        AuditSubject subject,
        object? before = null,
        object? after = null
    )
    {
        var change = AuditedChange.Between(before, after);
        if (change.IsNone)
        {
            return;
        }
        database.Audit.Add(
            new AuditEntry
            {
                OrganizationId = organizationId,
                At = time.GetUtcNow(),
                ActorId = actor.Id,
                ActorName = actor.Name,
                Token = actor.Token,
                Action = action,
                SubjectId = subject.Id,
                SubjectName = subject.Name,
                ProjectId = subject.ProjectId,
                Before = change.Before,
                After = change.After,
            }
        );
    }
}

/// <summary>What was changed.</summary>
/// <param name="Id">Its ID.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="ProjectId">Its project; null where it belongs to the organization.</param>
public sealed record AuditSubject(string Id, string Name, string? ProjectId = null);

/// <summary>Who did something.</summary>
/// <param name="Id">The person's ID; null where it is no person.</param>
/// <param name="Name">The person's name, or what it was.</param>
/// <param name="Token">The name of the API token that was used.</param>
public sealed record Actor(string? Id, string Name, string? Token = null)
{
    /// <summary>Somebody with a shell on the machine.</summary>
    public static Actor Shell { get; } = new(null, "rollcall admin");

    /// <summary>Rollcall by itself.</summary>
    public static Actor Rollcall { get; } = new(null, "Rollcall");
}

/// <summary>What an entry says in the place of a secret.</summary>
public enum SecretState
{
    /// <summary>There is none.</summary>
    NotSet,

    /// <summary>There is one. Before and after: the same one.</summary>
    Set,

    /// <summary>There is another one than before.</summary>
    Changed,
}
