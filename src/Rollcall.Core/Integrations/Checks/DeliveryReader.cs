using Rollcall.Core.Integrations.Format;

namespace Rollcall.Core.Integrations.Checks;

/// <summary>Reads <c>delivery</c>.</summary>
internal static class DeliveryReader
{
    /// <summary>Reads the settings; what is missing has its default.</summary>
    public static DeliverySettings Read(MapReader? map)
    {
        var defaults = new DeliverySettings();
        if (map is null)
        {
            return defaults;
        }
        var timeout = map.Get(DeliveryFormat.Timeout, defaults.Timeout);
        return new DeliverySettings
        {
            Parallelism = map.Get(DeliveryFormat.Parallelism, defaults.Parallelism),
            RateLimits = EndpointReader.RateLimits(map.Get(DeliveryFormat.RateLimits, [])),
            Timeout = timeout,
            Settle = map.Get(DeliveryFormat.Settle, timeout * 2),
            OnChange = (OnChange)map.Get(DeliveryFormat.OnChange, 0),
            MinInterval = map.TryGet(DeliveryFormat.MinInterval, out var interval) ? interval : null,
        };
    }
}
