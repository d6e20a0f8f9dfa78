using System.Security.Cryptography;
using Rollcall.Server.Audit;
using Rollcall.Server.Configuration;
using Rollcall.Server.Organizations;
using Rollcall.Server.People;
using Rollcall.Storage.Audit;
using Rollcall.Storage.Organizations;
using Rollcall.Storage.People;

namespace Rollcall.Server.SignIn;

/// <summary>Makes the first account. Open only while there is none, and only with a code that the server's console shows: there is no default password.</summary>
public sealed class FirstStart(PortalAddress address)
{
    // New with every start, and kept nowhere else: whoever reads the console of this start is meant.
    private readonly string _code = OneTimeCode.New();
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>The link that the console shows.</summary>
    public string Link => address.LinkTo($"/first-start?code={_code}");

    /// <summary>Whether a code is the console's.</summary>
    public bool Opens(string? code) =>
        code is not null && CryptographicOperations.FixedTimeEquals(OneTimeCode.Hash(code), OneTimeCode.Hash(_code));

    /// <summary>Makes organization, project and account; the person is the organization's Admin, and the installation's operator and reviewer.</summary>
    /// <param name="accounts">Makes accounts.</param>
    /// <param name="audit">Notes it.</param>
    /// <param name="form">What was filled in.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The account and the project.</returns>
    /// <exception cref="Refusal">A field is wrong, the code is, or there is an account by now.</exception>
    public async Task<(Person Person, Project Project)> FinishAsync(
        Accounts accounts,
        AuditLog audit,
        FirstStartForm form,
        CancellationToken cancellation = default
    )
    {
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await FinishOneAsync(accounts, audit, form, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<(Person Person, Project Project)> FinishOneAsync(
        Accounts accounts,
        AuditLog audit,
        FirstStartForm form,
        CancellationToken cancellation
    )
    {
        if (!Opens(form.Code) || await accounts.ExistAsync(cancellation).ConfigureAwait(false))
        {
            throw Refusal.Conflict(
                "This link does not work any more. Sign in, or look at the server's console for the link of its last start."
            );
        }
        var faults = await FaultsAsync(accounts, form).ConfigureAwait(false);
        if (faults.Count > 0)
        {
            throw Refusal.Invalid(faults);
        }
        await using var transaction = await accounts
            .Database.Database.BeginTransactionAsync(cancellation)
            .ConfigureAwait(false);
        var person = await accounts.CreateAsync(form.Name, form.Email, form.Password).ConfigureAwait(false);
        person.IsOperator = person.IsReviewer = true;
        var (organization, project) = accounts.Found(form.Organization, form.Project, person.Id, Role.Admin);
        person.LastProjectId = project.Id;
        var actor = new Actor(person.Id, person.Name);
        audit.Record(
            accounts.Database,
            organization.Id,
            actor,
            "organization.created",
            new AuditSubject(organization.Id, organization.Name),
            after: new { organization.Name }
        );
        audit.Record(
            accounts.Database,
            AuditEntry.Installation,
            actor,
            "person.created",
            new AuditSubject(person.Id, person.Name),
            after: new
            {
                person.Email,
                person.IsOperator,
                person.IsReviewer,
            }
        );
        await accounts.Database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        return (person, project);
    }

    private static async Task<List<FieldFault>> FaultsAsync(Accounts accounts, FirstStartForm form)
    {
        var faults = new List<FieldFault>();
        if (Names.Fault(form.Organization) is { } organization)
        {
            faults.Add(new FieldFault("organization", organization));
        }
        if (Names.Fault(form.Project) is { } project)
        {
            faults.Add(new FieldFault("project", project));
        }
        faults.AddRange(await accounts.FaultsAsync(form.Name, form.Email, form.Password).ConfigureAwait(false));
        return faults;
    }
}

/// <summary>What is filled in at the first start.</summary>
public sealed class FirstStartForm
{
    /// <summary>From the link.</summary>
    public string Code { get; set; } = "";

    /// <summary>The organization's name.</summary>
    public string Organization { get; set; } = "";

    /// <summary>The first project's name.</summary>
    public string Project { get; set; } = "";

    /// <summary>The person's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The person's address.</summary>
    public string Email { get; set; } = "";

    /// <summary>The person's password.</summary>
    public string Password { get; set; } = "";
}

/// <summary>Shows the link on the console, once the server answers.</summary>
internal sealed partial class FirstStartNotice(
    FirstStart first,
    Storage.Database.Databases databases,
    IHostApplicationLifetime lifetime,
    ILogger<FirstStartNotice> log
) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Tell);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Tell()
    {
        using var database = databases.OpenForInstallation();
        if (!database.Users.Any())
        {
            LogLink(first.Link);
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Nobody has an account yet. Make the first one here (the link works until then, or until the next start): {Link}"
    )]
    private partial void LogLink(string link);
}
