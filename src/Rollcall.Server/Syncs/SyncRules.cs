using Rollcall.Core.Integrations;
using Rollcall.Storage.Organizations;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>What of a sync people may choose.</summary>
internal static class SyncRules
{
    /// <summary>Refuses what is no cadence, and one that the destination rules out.</summary>
    public static void CheckCadence(Cadence cadence, Project project, SyncDestination destination, DateTimeOffset now)
    {
        if (Cadences.WhyNot(cadence) is { } fault)
        {
            throw Refusal.Invalid(new FieldFault("cadence", fault));
        }
        var shortest = Cadences.Shortest(cadence, project.TimeZone, now);
        if (destination.Integration.Delivery.MinInterval is { } least && shortest < least)
        {
            throw Refusal.Invalid(
                new FieldFault(
                    "cadence",
                    $"{destination.Name} wants {least:g} at least between two runs; this cadence would start them {shortest:g} apart. Choose a rarer one."
                )
            );
        }
    }

    /// <summary>Refuses values of fields that are not asked for each sync, and secrets: what belongs to one sync is shown to everybody who may see it.</summary>
    public static void CheckSettings(IReadOnlyDictionary<string, string> settings, SyncDestination destination)
    {
        var asked = destination.Integration.Settings.Where(field => field.Scope == FieldScope.Sync).ToList();
        var faults = settings
            .Keys.Where(variable => asked.All(field => field.Variable != variable))
            .Select(variable => new FieldFault(
                $"settings.{variable}",
                $"{destination.Name} asks for no {variable} with each sync."
            ))
            .Concat(
                asked
                    .Where(field => field.IsSecret)
                    .Select(field => new FieldFault(
                        $"settings.{field.Variable}",
                        $"{field.DisplayName} is a secret that this version asks for with each sync, where it could not be kept secret. Ask the integration's developer for a version that asks for it with the destination."
                    ))
            )
            .ToList();
        if (faults.Count > 0)
        {
            throw Refusal.Invalid(faults);
        }
    }

    /// <summary>Refuses what are no limits.</summary>
    public static void CheckGuard(GuardLimits guard)
    {
        if (guard.MaxRemovalShare is < 0 or > 1 || guard.MaxRemovals < 0)
        {
            throw Refusal.Invalid(new FieldFault("guard", "Give a share from 0 to 1, or a number from 0."));
        }
    }
}
