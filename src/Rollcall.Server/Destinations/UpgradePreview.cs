using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;
using Rollcall.Server.Catalog;
using Rollcall.Storage.Catalog;
using Rollcall.Storage.Destinations;

namespace Rollcall.Server.Destinations;

/// <summary>What another version of its integration would change for a destination.</summary>
/// <param name="From">The version installed.</param>
/// <param name="To">The version to take.</param>
/// <param name="Integration">Its definition.</param>
/// <param name="Words">The differences, a sentence each.</param>
/// <param name="NewHosts">Origins that would get data and secrets and do not now; each must be agreed to.</param>
/// <param name="MissingSettings">Fields that need a value that the destination does not have.</param>
/// <param name="MissingMapping">Mapping fields that nothing feeds yet.</param>
public sealed record UpgradePreview(
    PublishedVersion From,
    PublishedVersion To,
    Integration Integration,
    IReadOnlyList<string> Words,
    IReadOnlyList<string> NewHosts,
    IReadOnlyList<CustomField> MissingSettings,
    IReadOnlyList<MappingField> MissingMapping
)
{
    internal static UpgradePreview Of(
        Destination destination,
        PublishedVersion from,
        Integration before,
        PublishedVersion to,
        Integration after,
        IReadOnlyDictionary<string, string> secrets
    )
    {
        var fields = after.Settings.Where(field => field.Scope == FieldScope.Destination).ToList();
        var values = SettingValues.Resolve(
            fields,
            variable => destination.Settings.GetValueOrDefault(variable) ?? secrets.GetValueOrDefault(variable)
        );
        return new UpgradePreview(
            from,
            to,
            after,
            DefinitionWords.Between(before, after),
            NewHostsOf(destination, after, values),
            [.. values.Problems.Select(problem => problem.Field)],
            [
                .. after.Mapping.Fields.Where(field =>
                    (field.Key || field.Required) && !destination.Mapping.ContainsKey(field.Variable)
                ),
            ]
        );
    }

    // Where a value is missing, the host is told as the definition writes it.
    private static IReadOnlyList<string> NewHostsOf(Destination destination, Integration after, SettingValues values)
    {
        IEnumerable<string> hosts;
        try
        {
            hosts = RequestHosts.Of(after, values.Values);
        }
        catch (SettingException)
        {
            hosts = RequestHosts.Describe(after).Select(host => host.Origin);
        }
        return [.. hosts.Except(destination.ApprovedHosts, StringComparer.OrdinalIgnoreCase)];
    }
}
