using Rollcall.Core.Integrations;
using Rollcall.Storage.Destinations;

namespace Rollcall.Server.Destinations;

/// <summary>Carries a destination's values over to another version: what that still asks for stays, what it does not know any more goes.</summary>
internal static class Carried
{
    /// <summary>A form with the destination's values under those that were given.</summary>
    public static DestinationForm Over(Destination destination, Integration to, DestinationForm given) =>
        given with
        {
            Name = given.Name.Length > 0 ? given.Name : destination.Name,
            Settings = Merge(
                destination.Settings,
                given.Settings,
                to.Settings.Where(field => !field.IsSecret).Select(field => field.Variable)
            ),
            Mapping = Merge(destination.Mapping, given.Mapping, to.Mapping.Fields.Select(field => field.Variable)),
        };

    private static Dictionary<string, string> Merge(
        Dictionary<string, string> kept,
        IReadOnlyDictionary<string, string> given,
        IEnumerable<string> known
    )
    {
        var names = known.ToHashSet(StringComparer.Ordinal);
        var merged = kept.Where(pair => names.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal);
        foreach (var (variable, value) in given)
        {
            merged[variable] = value;
        }
        return merged;
    }
}
