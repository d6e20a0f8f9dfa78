using Rollcall.Core.Delivery.Requests;

namespace Rollcall.Server.Portal.Catalog;

/// <summary>Says in words where an integration's requests go.</summary>
public static class HostWords
{
    /// <summary>A host, and which secrets it gets.</summary>
    public static string Of(HostUse host)
    {
        var where = host.Origin.StartsWith('$')
            ? $"The address given as {Names(host.ChosenBy)}"
            : $"{host.Origin}{(host.ChosenBy.Count > 0 ? $", completed by {Names(host.ChosenBy)}" : "")}";
        return host.Secrets.Count > 0 ? $"{where}: members' data and {Names(host.Secrets)}" : $"{where}: members' data";
    }

    private static string Names(IReadOnlyList<Rollcall.Core.Integrations.CustomField> fields) =>
        string.Join(" and ", fields.Select(field => field.DisplayName));
}
