using Rollcall.Server.Configuration;

namespace Rollcall.Server.Mail;

/// <summary>Mails.</summary>
internal static class MailSetup
{
    /// <summary>Adds the outbox and what empties it.</summary>
    public static void AddMail(this IServiceCollection services)
    {
        services.AddSingleton(provider => provider.GetRequiredService<ServerOptions>().Mail);
        services.AddSingleton<MailOutbox>();
        services.AddSingleton<MailCarrier>();
        services.AddSingleton<MailDelivery>();
        services.AddHostedService(provider => provider.GetRequiredService<MailDelivery>());
    }
}
