using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Rollcall.Server.Audit;
using Rollcall.Server.Configuration;
using Rollcall.Server.Installation;
using Rollcall.Server.Mail;
using Rollcall.Server.Organizations;
using Rollcall.Server.Portal.Frame;
using Rollcall.Server.SignIn;
using Rollcall.Server.Tokens;
using Rollcall.Storage.Database;
using Rollcall.Storage.People;

namespace Rollcall.Server.People;

/// <summary>People: accounts, seats, invitations, tokens, signing in.</summary>
internal static class PeopleSetup
{
    /// <summary>Adds accounts, cookies and their rules, and what changes of accounts need: the audit log and mails.</summary>
    public static void AddPeople(this IServiceCollection services, ServerOptions options)
    {
        services.AddAudit();
        services.AddMail();
        services.AddSingleton(PortalAddress.Of);
        services.AddAccounts().AddSignInManager().AddDefaultTokenProviders();
        services.AddSignIn(options);
        services.AddSingleton<OneTimeLinks>().AddSingleton<FirstStart>().AddHostedService<FirstStartNotice>();
        services.AddSingleton<ApiTokens>().AddSingleton<OrganizationSettings>().AddSingleton<Projects>();
        services.AddSingleton<Seats>().AddSingleton<Invitations>();
        services.AddSingleton<InstallationSettings>().AddSingleton<WaysInReader>().AddSingleton<LastProject>();
        services.AddScoped<AuthenticationStateProvider, CircuitSession>();
    }

    /// <summary>Adds accounts alone, as <c>rollcall admin</c> needs them.</summary>
    public static IdentityBuilder AddAccounts(this IServiceCollection services)
    {
        services.AddSingleton<CommonPasswords>();
        services.AddScoped(provider => provider.GetRequiredService<Databases>().OpenForInstallation());
        services.AddScoped<Accounts>();
        return services
            .AddIdentityCore<Person>(identity =>
            {
                identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
                identity.User.RequireUniqueEmail = true;
                // Addresses have letters that Identity's default list of characters lacks; Names.EmailFault checks them.
                identity.User.AllowedUserNameCharacters = "";
                identity.Password = new PasswordOptions
                {
                    RequiredLength = PasswordRules.Fewest,
                    RequiredUniqueChars = 1,
                    RequireDigit = false,
                    RequireLowercase = false,
                    RequireUppercase = false,
                    RequireNonAlphanumeric = false,
                };
            })
            .AddUserStore<PersonStore>()
            .AddOnlyPasswordRules();
    }

    // Identity's own rule is about kinds of characters, which make passwords worse; ours takes its place.
    private static IdentityBuilder AddOnlyPasswordRules(this IdentityBuilder identity)
    {
        var own = identity
            .Services.Where(service => service.ServiceType == typeof(IPasswordValidator<Person>))
            .ToList();
        own.ForEach(service => identity.Services.Remove(service));
        return identity.AddPasswordValidator<PasswordRules>();
    }
}
