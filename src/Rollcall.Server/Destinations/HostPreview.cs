using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;

namespace Rollcall.Server.Destinations;

/// <summary>Says where data would go while a form is filled in.</summary>
public static class HostPreview
{
    /// <summary>The origins with what is filled in so far; where that does not do, as the definition writes them.</summary>
    public static IReadOnlyList<string> Of(Integration integration, Func<string, string?> given)
    {
        try
        {
            return RequestHosts.Of(integration, SettingValues.Resolve(integration.Settings, given).Values);
        }
        catch (SettingException)
        {
            return [.. RequestHosts.Describe(integration).Select(host => host.Origin)];
        }
    }
}
