using Microsoft.AspNetCore.Identity;
using Rollcall.Server.Audit;
using Rollcall.Server.Mail;
using Rollcall.Storage.Database;
using Rollcall.Storage.People;

namespace Rollcall.Server.People;

/// <summary>Signing in.</summary>
internal static class PeopleSetup
{
    /// <summary>Adds accounts, cookies and their rules, and what changes of accounts need: the audit log and mails.</summary>
    public static void AddPeople(this IServiceCollection services)
    {
        services.AddAudit();
        services.AddMail();
        services.AddScoped(provider => provider.GetRequiredService<Databases>().OpenForInstallation());
        services
            .AddIdentity<Person, IdentityRole>(identity =>
            {
                identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
                identity.User.RequireUniqueEmail = true;
                identity.Password.RequiredLength = 12;
            })
            .AddEntityFrameworkStores<RollcallDatabase>()
            .AddDefaultTokenProviders();
    }
}
