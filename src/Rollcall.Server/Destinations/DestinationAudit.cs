using Rollcall.Core.Integrations;
using Rollcall.Server.Audit;
using Rollcall.Storage.Destinations;

namespace Rollcall.Server.Destinations;

/// <summary>What the audit log keeps of a destination: its values, with the state of each secret in its place.</summary>
internal static class DestinationAudit
{
    /// <summary>A destination as it is.</summary>
    /// <param name="integration">Its definition.</param>
    /// <param name="destination">The row.</param>
    /// <param name="secrets">The secrets that are told with <paramref name="state"/>; the others are told as set.</param>
    /// <param name="state">Their state.</param>
    public static object Of(
        Integration integration,
        Destination destination,
        IEnumerable<string> secrets,
        SecretState state
    )
    {
        var told = secrets.ToHashSet(StringComparer.Ordinal);
        return new
        {
            destination.Name,
            destination.VersionId,
            Settings = new SortedDictionary<string, string>(destination.Settings, StringComparer.Ordinal),
            Secrets = integration
                .Settings.Where(field => field.IsSecret)
                .ToDictionary(
                    field => field.Variable,
                    field => told.Contains(field.Variable) ? state : SecretState.Set,
                    StringComparer.Ordinal
                ),
            Mapping = new SortedDictionary<string, string>(destination.Mapping, StringComparer.Ordinal),
            destination.ApprovedHosts,
        };
    }
}
