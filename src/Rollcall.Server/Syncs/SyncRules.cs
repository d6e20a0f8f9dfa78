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

    /// <summary>Refuses what are no limits.</summary>
    public static void CheckGuard(GuardLimits guard)
    {
        if (guard.MaxRemovalShare is < 0 or > 1 || guard.MaxRemovals < 0)
        {
            throw Refusal.Invalid(new FieldFault("guard", "Give a share from 0 to 1, or a number from 0."));
        }
    }
}
