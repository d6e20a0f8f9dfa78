using Rollcall.Core.Integrations;
using Rollcall.Storage.Destinations;

namespace Rollcall.Server.Destinations;

/// <summary>What a change of a destination means for its syncs and for who gets data.</summary>
/// <param name="Mappings">Mapping fields that another property feeds.</param>
/// <param name="AccountChanged">Whether host, credentials or account fields are others.</param>
/// <param name="NewHosts">Origins that got nothing before.</param>
/// <param name="Syncs">The syncs concerned.</param>
public sealed record DestinationChange(
    IReadOnlyList<MappingChange> Mappings,
    bool AccountChanged,
    IReadOnlyList<string> NewHosts,
    IReadOnlyList<SyncConcerned> Syncs
)
{
    /// <summary>Whether a person must see it before it is saved.</summary>
    public bool Stops => Syncs.Count > 0 && (Mappings.Count > 0 || AsksAccount);

    /// <summary>Whether a person must say if the account is the same: not while nothing of any sync can be there, as after a key that never worked.</summary>
    public bool AsksAccount => AccountChanged && Syncs.Any(sync => sync.HasWorked);

    /// <summary>Refuses what stops while the answers are missing.</summary>
    /// <exception cref="Refusal">Says what is to be answered.</exception>
    internal void RequireAnswers(DestinationForm form)
    {
        if (!Stops)
        {
            return;
        }
        var faults = new List<FieldFault>();
        if (AsksAccount && form.SameAccount is null)
        {
            faults.Add(
                new FieldFault(
                    "sameAccount",
                    "The host, the credentials or a field that names the account changed. Say whether it is the same account (what is known of its lists is kept) or another one (new lists, a full sync)."
                )
            );
        }
        if (!form.ConfirmChanges)
        {
            var count = Syncs.Count == 1 ? "1 sync" : $"{Syncs.Count} syncs";
            faults.Add(new FieldFault("confirmChanges", $"This changes what {count} will do next. Confirm it first."));
        }
        if (faults.Count > 0)
        {
            throw Refusal.Invalid(faults);
        }
    }

    /// <summary>Compares a destination with a form.</summary>
    internal static DestinationChange Between(
        Destination destination,
        Integration before,
        Integration after,
        CheckedForm filled,
        bool accountChanged,
        IReadOnlyList<SyncConcerned> syncs
    )
    {
        var names = before
            .Mapping.Fields.Concat(after.Mapping.Fields)
            .DistinctBy(field => field.Variable, StringComparer.Ordinal);
        var mappings =
            from field in names
            let old = destination.Mapping.GetValueOrDefault(field.Variable)
            let now = filled.Mapping.GetValueOrDefault(field.Variable)
            where old != now
            select new MappingChange(field.DisplayName, field.Key, old, now);
        return new DestinationChange(
            [.. mappings],
            accountChanged,
            [.. filled.Hosts.Except(destination.ApprovedHosts, StringComparer.OrdinalIgnoreCase)],
            syncs
        );
    }
}

/// <summary>A mapping field that another property feeds.</summary>
/// <param name="Field">Its name at the destination.</param>
/// <param name="Key">Whether it identifies the user: then all leave under the old identifier and enter under the new one.</param>
/// <param name="From">What fed it; null: nothing did.</param>
/// <param name="To">What feeds it now; null: nothing does.</param>
public sealed record MappingChange(string Field, bool Key, string? From, string? To);

/// <summary>A sync that a change reaches.</summary>
/// <param name="Id">Its ID.</param>
/// <param name="Cohort">Its cohort's name.</param>
/// <param name="Leaving">Users who are at the destination under the old identifier, as far as known.</param>
/// <param name="HasWorked">Whether anything of it may be at the destination.</param>
/// <param name="Entering">Users in the cohort now, who enter under the new one; null: not counted yet.</param>
public sealed record SyncConcerned(string Id, string Cohort, long Leaving, bool HasWorked, long? Entering);
