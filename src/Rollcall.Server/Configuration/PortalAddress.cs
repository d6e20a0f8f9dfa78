using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Rollcall.Server.Configuration;

/// <summary>The address under which people reach the portal. Never taken from a request: whoever sends one may write any host into it.</summary>
/// <param name="options">The setting.</param>
/// <param name="listening">Where the server listens; null before it does, and in a shell beside it.</param>
public sealed class PortalAddress(ServerOptions options, Func<string?>? listening = null)
{
    /// <summary>The address, without a slash at the end.</summary>
    public string Root => (options.PublicUrl.Length > 0 ? options.PublicUrl : Listening).TrimEnd('/');

    /// <summary>Whether people reach it encrypted.</summary>
    public bool IsSecure => Root.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    private string Listening => listening?.Invoke() ?? options.Url.Split(';')[0];

    /// <summary>A link to a page.</summary>
    /// <param name="path">Such as <c>/sign-in</c>.</param>
    public string LinkTo(string path) => $"{Root}{path}";

    /// <summary>The address of a running server.</summary>
    internal static PortalAddress Of(IServiceProvider services) =>
        new(
            services.GetRequiredService<ServerOptions>(),
            () => services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
        );
}
