using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Runs;
using Rollcall.Server.Access;
using Rollcall.Server.Audit;
using Rollcall.Server.Configuration;
using Rollcall.Server.Organizations;
using Rollcall.Server.Secrets;
using Rollcall.Server.SignIn;
using Rollcall.Server.Tokens;
using Rollcall.Storage.Audit;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;
using Rollcall.Storage.People;

namespace Rollcall.Server.People;

/// <summary>What <c>rollcall admin</c> does: on the data folder itself, with the server running beside it or not. Whoever may write there may do all of it.</summary>
public sealed class AdminShell : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly AsyncServiceScope _scope;
    private readonly Accounts _accounts;
    private readonly AuditLog _audit;

    private AdminShell(ServiceProvider services)
    {
        _services = services;
        _scope = services.CreateAsyncScope();
        _accounts = _scope.ServiceProvider.GetRequiredService<Accounts>();
        _audit = services.GetRequiredService<AuditLog>();
    }

    private RollcallDatabase Database => _accounts.Database;

    /// <summary>Opens a data folder; made when it is not there.</summary>
    public static async Task<AdminShell> OpenAsync(
        ServerOptions options,
        TimeProvider time,
        CancellationToken cancellation = default
    )
    {
        var folder = new DataFolder(Path.GetFullPath(options.Data));
        folder.Create();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(options).AddSingleton(folder).AddSingleton(time);
        services.AddSingleton(_ => new Databases(folder.Database));
        services.AddSingleton(MasterKey.Load(folder, options.MasterKey));
        services.AddAudit();
        services.AddSingleton<ApiTokens>();
        services.AddAccounts();
        var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<Databases>().CreateAsync(cancellation).ConfigureAwait(false);
        return new AdminShell(provider);
    }

    /// <summary>Makes an account with a seat. The organization and its first project are made where they are not there yet.</summary>
    /// <exception cref="UsageException">Something that was given is wrong.</exception>
    public async Task<AdminUser> CreateUserAsync(AdminUserForm form, CancellationToken cancellation = default)
    {
        await using var transaction = await Database.Database.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        var known = await OrganizationOfAsync(form.Organization, cancellation).ConfigureAwait(false);
        if (known is null && form.Organization is null)
        {
            throw new UsageException(
                "There is no organization yet. Give --organization, and --project for its first project."
            );
        }
        var person = await CreatePersonAsync(form).ConfigureAwait(false);
        (person.IsOperator, person.IsReviewer) = (form.IsOperator, form.IsReviewer);
        var role = form.Role ?? (known is null ? Role.Admin : Role.Viewer);
        var (organization, project) = known is null
            ? NewOrganization(form, person, role)
            : (known, await ProjectOfAsync(known, form.Project, cancellation).ConfigureAwait(false));
        if (known is not null)
        {
            _accounts.Seat(organization.Id, person.Id, role);
        }
        person.LastProjectId = project?.Id;
        Note(organization.Id, "seat.taken", person, new { Role = role });
        Note(
            AuditEntry.Installation,
            "person.created",
            person,
            new
            {
                person.Email,
                person.IsOperator,
                person.IsReviewer,
            }
        );
        await Database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        return new AdminUser(person.Id, person.Email!, organization.Id, project?.Id, role);
    }

    /// <summary>Makes an API token for somebody.</summary>
    /// <param name="email">Whose.</param>
    /// <param name="organization">For which organization, by ID or name; null: the only one that the person is in.</param>
    /// <param name="role">What it allows; null: what the person's role does.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="days">How many days it works.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="UsageException">Something that was given is wrong.</exception>
    public async Task<AdminToken> CreateTokenAsync(
        string email,
        string? organization,
        Role? role,
        string name,
        int days,
        CancellationToken cancellation = default
    )
    {
        var person = await PersonOfAsync(email).ConfigureAwait(false);
        var seat = await SeatOfAsync(person, organization, cancellation).ConfigureAwait(false);
        var given = role ?? seat.Role;
        if (!Roles.Covers(seat.Role, given))
        {
            throw new UsageException(
                $"--role {given} is more than {person.Email} may: their role there is {seat.Role}."
            );
        }
        if (days is < 1 or > ApiTokens.MostDays)
        {
            throw new UsageException($"--expires-in must be 1 to {ApiTokens.MostDays} days.");
        }
        if (Names.Fault(name) is { } fault)
        {
            throw new UsageException($"--name: {fault}");
        }
        var tokens = _services.GetRequiredService<ApiTokens>();
        var (row, secret) = tokens.Make(seat.OrganizationId, person.Id, name, given, days);
        Database.ApiTokens.Add(row);
        _audit.Record(
            Database,
            seat.OrganizationId,
            Actor.Shell,
            "token.created",
            ApiTokens.SubjectOf(row),
            after: ApiTokens.StateOf(row)
        );
        await Database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        return new AdminToken(secret, row.Id, seat.OrganizationId, given, row.ExpiresAt);
    }

    /// <summary>Sets somebody's password; their sessions end.</summary>
    /// <exception cref="UsageException">There is no such person, or the password is not good enough.</exception>
    public async Task ResetPasswordAsync(string email, string password, CancellationToken cancellation = default)
    {
        await using var transaction = await Database.Database.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        var person = await PersonOfAsync(email).ConfigureAwait(false);
        Note(AuditEntry.Installation, "person.password_changed", person, new { Password = SecretState.Changed });
        await SayAsync(() => _accounts.SetPasswordAsync(person, password)).ConfigureAwait(false);
        await OneTimeLinks.ForgetAsync(Database, person.Id, cancellation).ConfigureAwait(false);
        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>A password that nobody guesses, for one that was not given.</summary>
    public static string GeneratePassword() =>
        string.Join('-', OneTimeCode.New()[..20].Chunk(5).Select(part => new string(part)));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync().ConfigureAwait(false);
        await _services.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<Person> CreatePersonAsync(AdminUserForm form)
    {
        Person? person = null;
        await SayAsync(async () =>
                person = await _accounts.CreateAsync(form.Name, form.Email, form.Password).ConfigureAwait(false)
            )
            .ConfigureAwait(false);
        return person!;
    }

    private (Organization Organization, Project? Project) NewOrganization(AdminUserForm form, Person person, Role role)
    {
        if (role != Role.Admin)
        {
            throw new UsageException(
                $"The first person of a new organization is its Admin; --role {role} does not go with that."
            );
        }
        var project = form.Project ?? "Main";
        if ((Names.Fault(form.Organization) ?? Names.Fault(project)) is { } fault)
        {
            throw new UsageException($"--organization or --project: {fault}");
        }
        var (organization, first) = _accounts.Found(form.Organization!, project, person.Id, role);
        _audit.Record(
            Database,
            organization.Id,
            Actor.Shell,
            "organization.created",
            new AuditSubject(organization.Id, organization.Name),
            after: new { organization.Name }
        );
        return (organization, first);
    }

    private async Task<Organization?> OrganizationOfAsync(string? given, CancellationToken cancellation)
    {
        var found = await Database
            .Organizations.Where(row => given == null || row.Id == given || row.Name == given)
            .Take(2)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        return found.Count < 2
            ? found.SingleOrDefault()
            : throw new UsageException(
                given is null
                    ? "There are several organizations. Give --organization, a name or an ID."
                    : $"Several organizations are called \"{given}\". Give --organization as an ID, org_…"
            );
    }

    private async Task<Project?> ProjectOfAsync(
        Organization organization,
        string? given,
        CancellationToken cancellation
    )
    {
        var projects = Database.Projects.Where(row => row.OrganizationId == organization.Id).OrderBy(row => row.Name);
        if (given is null)
        {
            return await projects.FirstOrDefaultAsync(cancellation).ConfigureAwait(false);
        }
        return await projects
                .FirstOrDefaultAsync(row => row.Id == given || row.Name == given, cancellation)
                .ConfigureAwait(false)
            ?? throw new UsageException($"{organization.Name} has no project \"{given}\".");
    }

    private async Task<Person> PersonOfAsync(string email) =>
        await _accounts.FindAsync(email).ConfigureAwait(false)
        ?? throw new UsageException($"Nobody here has the e-mail address {email}.");

    private async Task<Seat> SeatOfAsync(Person person, string? organization, CancellationToken cancellation)
    {
        var seats = await (
            from seat in Database.Seats
            join home in Database.Organizations on seat.OrganizationId equals home.Id
            where
                seat.PersonId == person.Id
                && (organization == null || home.Id == organization || home.Name == organization)
            select seat
        )
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        return seats switch
        {
            [var only] => only,
            [] => throw new UsageException($"{person.Email} is in no such organization."),
            _ => throw new UsageException(
                $"{person.Email} is in several organizations. Give --organization, an ID or a name."
            ),
        };
    }

    private void Note(string organizationId, string action, Person person, object after) =>
        _audit.Record(
            Database,
            organizationId,
            Actor.Shell,
            action,
            new AuditSubject(person.Id, person.Name),
            after: after
        );

    private static async Task SayAsync(Func<Task> action)
    {
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (Refusal refusal)
        {
            var lines = refusal.Fields.Count > 0 ? refusal.Fields.Select(fault => fault.Message) : [refusal.Message];
            throw new UsageException(string.Join('\n', lines), refusal);
        }
    }
}

/// <summary>A person to be made.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Email">Their address.</param>
/// <param name="Password">Their password.</param>
/// <param name="Organization">By ID or name; null: the only one.</param>
/// <param name="Project">Of a new organization its first project; else the project where the person begins.</param>
/// <param name="Role">Null: Admin of a new organization, Viewer of one that was there.</param>
/// <param name="IsOperator">Whether they operate the installation.</param>
/// <param name="IsReviewer">Whether they review integrations.</param>
public sealed record AdminUserForm(
    string Name,
    string Email,
    string Password,
    string? Organization,
    string? Project,
    Role? Role,
    bool IsOperator,
    bool IsReviewer
);

/// <summary>A person that was made.</summary>
/// <param name="Id">Their ID.</param>
/// <param name="Email">Their address.</param>
/// <param name="OrganizationId">Where they have a seat.</param>
/// <param name="ProjectId">Where they begin; null: there is no project.</param>
/// <param name="Role">As what.</param>
public sealed record AdminUser(string Id, string Email, string OrganizationId, string? ProjectId, Role Role);

/// <summary>A token that was made.</summary>
/// <param name="Token">Its text: shown once.</param>
/// <param name="Id"><c>tok_…</c></param>
/// <param name="OrganizationId">For which organization.</param>
/// <param name="Role">What it allows.</param>
/// <param name="ExpiresAt">Until when.</param>
public sealed record AdminToken(string Token, string Id, string OrganizationId, Role Role, DateTimeOffset ExpiresAt);
