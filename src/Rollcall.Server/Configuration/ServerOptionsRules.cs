using MimeKit;
using Rollcall.Server.Mail;
using Rollcall.Server.SignIn;

namespace Rollcall.Server.Configuration;

/// <summary>What settings must fulfil, checked before the server starts: all at once.</summary>
internal static class ServerOptionsRules
{
    private const int FewestRequests = 60;

    /// <summary>A sentence for each that is wrong, beginning with its name.</summary>
    public static IEnumerable<string> Faults(ServerOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Data))
        {
            yield return "Data: give a folder.";
        }
        foreach (var url in options.Url.Split(';').Where(url => !IsWebAddress(url)))
        {
            yield return $"Url: \"{url}\" is no address to listen on. Give one such as http://127.0.0.1:8420.";
        }
        if (options.PublicUrl.Length > 0 && !IsWebAddress(options.PublicUrl))
        {
            yield return $"PublicUrl: \"{options.PublicUrl}\" is no address. Give one such as https://rollcall.example.org, or leave it empty.";
        }
        if (options.OtlpEndpoint.Length > 0 && !IsWebAddress(options.OtlpEndpoint))
        {
            yield return $"OtlpEndpoint: \"{options.OtlpEndpoint}\" is no address. Give one such as http://127.0.0.1:4317, or leave it empty.";
        }
        if (options.RunHistoryDays < 1)
        {
            yield return "RunHistoryDays: must be 1 at least.";
        }
        if (options.ApiRequestsPerMinute < FewestRequests)
        {
            yield return $"ApiRequestsPerMinute: must be {FewestRequests} at least.";
        }
        var further = MailFaults(options.Mail).Concat(ProviderFaults(options.OpenIdConnect));
        foreach (var fault in further.Concat(Egress.Faults(options)).Concat(Proxies.Faults(options)))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> MailFaults(MailOptions mail)
    {
        if (mail.Port is < 1 or > 65535)
        {
            yield return "Mail:Port: must be 1 to 65535.";
        }
        if (!MailboxAddress.TryParse(mail.From, out _))
        {
            yield return $"Mail:From: \"{mail.From}\" is no e-mail address. Give one such as Rollcall <rollcall@example.com>.";
        }
        if (mail.User.Length > 0 && mail.Security == MailSecurity.None && !IsLoopback(mail.Host))
        {
            yield return "Mail:Security: None would send the password in the clear. Use StartTls or Tls.";
        }
    }

    private static IEnumerable<string> ProviderFaults(OpenIdConnectSettings provider)
    {
        if (provider.Authority.Length == 0)
        {
            yield break;
        }
        if (
            !Uri.TryCreate(provider.Authority, UriKind.Absolute, out var authority)
            || !(authority.Scheme == "https" || (authority.Scheme == "http" && authority.IsLoopback))
        )
        {
            yield return $"OpenIdConnect:Authority: \"{provider.Authority}\" must be an https:// address.";
        }
        if (provider.ClientId.Length == 0)
        {
            yield return "OpenIdConnect:ClientId: give what the provider knows Rollcall as.";
        }
    }

    private static bool IsLoopback(string host) => host is "localhost" or "127.0.0.1" or "::1";

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", Host.Length: > 0 };
}
